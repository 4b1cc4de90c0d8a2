import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetsClient, type DatasetsClient } from '../support/datasets-client.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { listen } from './engines.ts';
import { bearer, partner } from '../support/tokens.ts';

const uploadBytes = 40_000;
const rates = { anonymous: 1_000, partner: 1_000, trustedProxies: [] };

let hub: TestHub;
const clients = {} as Record<Engine, DatasetsClient>;

beforeAll(async () => {
  hub = await testHub({ limits: { uploadBytes }, rates });
  for (const engine of ['local', 'remote'] as const) clients[engine] = await datasetsClient(hub, engine);
});

afterAll(async () => {
  for (const client of Object.values(clients)) await client.close();
  await hub.close();
});

const units = '/datasets/care-units';
const csv = { 'content-type': 'text/csv' };
const header = 'code;name;kind;discipline;site;source\n';
const putOf = (body: string, headers: Record<string, string> = csv): RequestInit => ({ method: 'PUT', headers, body });
const plain = bearer('570005165');

describe.each(['local', 'remote'] as const)('on the %s engine', (engine) => {
  it.each([
    ['a file without a token', units, putOf(header), null, 401, 'UNAUTHENTICATED', /send the token/],
    ["one's own rows without a token", units, {}, null, 401, 'UNAUTHENTICATED', /send the token/],
    ['a file without the scope', units, putOf(header), plain, 403, 'FORBIDDEN', /scope "partner"/],
    ["one's own rows without the scope", units, {}, plain, 403, 'FORBIDDEN', /scope "partner"/],
    ['another dataset', '/datasets/nothing', putOf(header), partner, 404, 'NOT_FOUND', /GET \/datasets lists them/],
    ['another path', `${units}/else`, {}, partner, 404, 'NOT_FOUND', /Nothing is served at/],
    ['another method', units, { method: 'POST' }, partner, 405, 'BAD_REQUEST', /use GET or HEAD or PUT\./],
    ['a file for the list', '/datasets', putOf(header), partner, 405, 'BAD_REQUEST', /use GET or HEAD\./],
    ['a form', units, { headers: { accept: 'image/png' } }, partner, 406, 'BAD_REQUEST', /accept text\/csv or/],
    ['a format', `${units}?format=pdf`, {}, partner, 400, 'BAD_USER_INPUT', /one of csv, xlsx, json/],
    ['a type', units, putOf('x', { 'content-type': 'text/plain' }), partner, 415, 'BAD_REQUEST', /as text\/csv, or/],
    ['an encoding', units, putOf('x', { ...csv, 'content-encoding': 'gzip' }), partner, 415, 'BAD_REQUEST', /gzip/],
    ['a mistyped parameter', `${units}?dryrun=true`, putOf(header), partner, 400, 'BAD_USER_INPUT', /`dryRun` is the/],
    ['a dry run of sorts', `${units}?dryRun=yes`, putOf(header), partner, 400, 'BAD_USER_INPUT', /true or false/],
    ['a large file', units, putOf('x'.repeat(40_001)), partner, 413, 'LIMIT_EXCEEDED', /at most 40000 bytes/],
    ['no table', units, putOf('a;b\n1;2\n'), partner, 400, 'BAD_USER_INPUT', /GET \/datasets\/care-units\/template/],
    ['an empty file', units, putOf(''), partner, 400, 'BAD_USER_INPUT', /has no header/],
    [
      'a file of another dataset',
      units,
      putOf('code;title;source\nexample;A study;x\n'),
      partner,
      400,
      'BAD_USER_INPUT',
      /Line 1 of the file: the header, which is closest to the dataset care-units, lacks/,
    ],
    ['no JSON', units, putOf('{', { 'content-type': 'application/json' }), partner, 400, 'BAD_USER_INPUT', /not JSON/],
    [
      'other JSON',
      units,
      putOf('{"rows": [], "dryRun": true}', { 'content-type': 'application/json' }),
      partner,
      400,
      'BAD_USER_INPUT',
      /`dryRun` beside its `rows`/,
    ],
    [
      'an institution that the hub does not know',
      units,
      putOf(header),
      bearer('999999999', 'partner'),
      403,
      'FORBIDDEN',
      /knows no establishment/,
    ],
  ] as const)('refuses %s', async (_, path, init, caller, status, code, message) => {
    const answer = await clients[engine].send(path, init as RequestInit, caller);
    expect(answer.body).toMatchObject({ errors: [{ message: expect.stringMatching(message), extensions: { code } }] });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/^GET, HEAD,( PUT,)? OPTIONS$/);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="maillage"');
  });

  it('refuses a file without a token before any of it has arrived, and one that has no length as it grows', async () => {
    const { url, close } = await listen(hub.gateways[engine]);
    const begin = (headers: object) =>
      request(`${url}${units}`, { method: 'PUT', headers: { ...csv, ...headers } as Record<string, string> });
    const answerOf = (sent: ReturnType<typeof begin>): Promise<number> =>
      new Promise((resolve, reject) => {
        sent.on('response', ({ statusCode }) => resolve(statusCode!)).on('error', reject);
      });
    const unread = begin({ 'content-length': 30_000 });
    unread.flushHeaders();
    expect(await answerOf(unread)).toBe(401);
    unread.on('error', () => undefined).destroy();
    const growing = begin(await hub.headersOf(partner));
    const answered = answerOf(growing);
    growing.write('x'.repeat(uploadBytes + 1));
    expect(await answered).toBe(413);
    growing.on('error', () => undefined).destroy();
    await close();
  });

  it('holds as many bytes of the files of one caller as one may have, and refuses more', async () => {
    const { url, close } = await listen(hub.gateways[engine]);
    const headers = { ...csv, ...(await hub.headersOf(partner)), 'content-length': 30_000 };
    const first = request(`${url}${units}`, { method: 'PUT', headers }).on('error', () => undefined);
    const seen = once(first, 'information');
    first.setHeader('expect', '100-continue');
    first.flushHeaders();
    await seen;
    const answer = await clients[engine].send(units, putOf('x'.repeat(30_000)));
    expect(answer.status).toBe(429);
    expect(answer.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    first.destroy();
    await close();
  });

  it('counts a file as one operation, and one more for each 10 KB', async () => {
    const left = async (body: string) => {
      const { headers } = await clients[engine].send(units, putOf(body));
      return Number(headers.get('ratelimit-remaining'));
    };
    const before = await left(header);
    expect(await left(`${header}${'\n'.repeat(30_000)}`)).toBe(before - 4);
  });
});
