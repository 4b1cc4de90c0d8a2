import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { establishments } from '../../services/establishments/index.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { testSubgraph } from '../support/subgraph.ts';
import { bearer } from '../support/tokens.ts';
import { listen } from './engines.ts';
import { send, type Received } from './paths.ts';

const engines: Engine[] = ['local', 'remote'];
const partner = bearer('570005165', 'partner');
const unknown = bearer('999999999', 'partner');
const other = bearer('570000596', 'openid');
const document = '{ me { institution { finess name } scopes expiresAt } }';
const expiresAt = '2099-12-31T22:59:00.000Z';
const metz = { institution: { finess: '570005165', name: 'CHR METZ-THIONVILLE' }, scopes: ['partner'], expiresAt };
let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const ask = (caller: Caller, query = document) => hub.execute(query, undefined, caller);

test('is null without a token, and costs no statement', async () => {
  expect(await ask(anonymous)).toEqual({ data: { me: null }, errors: [], statements: [] });
});

test('is the institution of the token, in one statement', async () => {
  const { data, errors, statements } = await ask(partner);
  expect([data, errors, statements.length]).toEqual([{ me: metz }, [], 1]);
});

test('leads to what other services know of the institution', async () => {
  const { data, errors } = await ask(
    partner,
    '{ me { institution { careUnits(first: 1) { nodes { name } } workforceNeeds { requiredFte } } } }',
  );
  expect(errors).toEqual([]);
  expect(data.me.institution.careUnits.nodes).toHaveLength(1);
  expect(data.me.institution.workforceNeeds.length).toBeGreaterThan(0);
});

test('has no institution if the hub does not know its number', async () => {
  const { data, errors, statements } = await ask(unknown);
  expect([data, errors, statements.length]).toEqual([
    { me: { institution: null, scopes: ['partner'], expiresAt } },
    [],
    1,
  ]);
});

test.each([
  [
    ['partner', 'openid', 'audit'],
    ['audit', 'openid', 'partner'],
  ],
  [
    ['b', 'a', 'b'],
    ['a', 'b'],
  ],
  [[], []],
])('has the scopes %j as %j, and asks the database nothing', async (scopes, expected) => {
  const answer = await ask(bearer('570005165', ...scopes), '{ me { scopes expiresAt } }');
  expect(answer).toEqual({ data: { me: { scopes: expected, expiresAt } }, errors: [], statements: [] });
});

test('states the time to the millisecond, as far as the token does', async () => {
  const { data } = await ask({ ...partner, expiresAt: 4_102_441_140.25 }, '{ me { expiresAt } }');
  expect(data.me.expiresAt).toBe('2099-12-31T22:59:00.250Z');
});

test('is refused to a token that has expired', async () => {
  for (const engine of engines) {
    const answer = await hub.executeOn(engine, document, {}, { ...partner, expiresAt: Date.now() / 1000 - 60 });
    expect(answer).toEqual({
      errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
      statements: [],
    });
  }
});

test('is an error, and no time, behind a router that does not pass the expiry on', async () => {
  const service = await testSubgraph(establishments, hub.database.url);
  const caller = { ...partner, expiresAt: null };
  expect((await service.execute(document, {}, caller)).data).toEqual({ me: null });
  expect((await service.execute('{ me { scopes } }', {}, caller)).data).toEqual({ me: { scopes: ['partner'] } });
  await service.close();
});

describe.each(engines)('over HTTP, %s engine', (engine) => {
  let server: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    server = await listen(hub.gateways[engine]);
  });
  afterAll(() => server.close());

  const get = async (caller: Caller, headers: Record<string, string> = {}): Promise<Received> =>
    send(server.url, {
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(document)}`,
      headers: { 'apollo-require-preflight': '1', ...(await hub.headersOf(caller)), ...headers },
    });

  test('it is for its caller alone: a cache asks each time, and gets what is of the token at hand', async () => {
    const first = await get(partner);
    expect(JSON.parse(first.body)).toEqual({ data: { me: metz } });
    expect(first.headers).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'origin, accept, authorization',
    });
    const etag = first.headers.etag!;
    expect((await get(partner, { 'if-none-match': etag })).status).toBe(304);
    const another = await get(other, { 'if-none-match': etag });
    expect([another.status, JSON.parse(another.body).data.me.scopes]).toEqual([200, ['openid']]);
    const none = await get(anonymous, { 'if-none-match': etag });
    expect([none.status, JSON.parse(none.body)]).toEqual([200, { data: { me: null } }]);
  });

  test('it is never that of another, however many ask at once', async () => {
    const callers = [partner, other, unknown, anonymous];
    const identities = await Promise.all(callers.map(hub.headersOf));
    const answers = await Promise.all(
      Array.from({ length: 80 }, async (_, round) => {
        const index = (round * 3) % callers.length;
        const { body } = await send(server.url, { body: { query: document }, headers: identities[index] });
        return { index, me: JSON.parse(body).data.me };
      }),
    );
    const expected = [
      metz,
      { ...metz, institution: { finess: '570000596', name: expect.any(String) }, scopes: ['openid'] },
      { ...metz, institution: null },
      null,
    ];
    for (const { index, me } of answers) expect({ index, me }).toEqual({ index, me: expected[index] });
  });

  test('it costs nothing without its institution', async () => {
    const costOf = async (query: string): Promise<number> => {
      const { body } = await send(server.url, { body: { query, extensions: { cost: true } } });
      return JSON.parse(body).extensions.cost.cost;
    };
    expect([await costOf('{ me { scopes expiresAt } }'), await costOf(document)]).toEqual([0, 201]);
  });
});
