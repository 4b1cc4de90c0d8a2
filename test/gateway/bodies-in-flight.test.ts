import { describe, expect, test } from 'vitest';
import { BodiesInFlight } from '../../gateway/rules/bodies-in-flight.ts';
import { createIssuer, partner } from '../support/tokens.ts';
import { Wire } from '../support/wire.ts';
import { usePaths, viaYoga } from './paths.ts';

const KB = 1024;
const rates = { anonymous: 1_000, partner: 1_000, trustedProxies: ['127.0.0.1'] };
const { verifyToken, headersOf } = await createIssuer();
const token = await headersOf(partner);

/** A request whose body has as many bytes. */
function bodyOf(length: number): string {
  const body = '{"query":"{labs{id}}","variables":{"a":""}}';
  return body.replace('""', `"${'x'.repeat(length - body.length)}"`);
}

const forwarded = (address: string) => ({ 'x-forwarded-for': address });

describe.each([
  ['the fast path', {}],
  ['Yoga', viaYoga],
])('bodies on their way to %s', (_, type) => {
  const bodies = { perCaller: 250 * KB, total: 600 * KB };
  const paths = usePaths({ rates, bodies, verifyToken, limits: { bodyBytes: 400 * KB, anonymousBodyBytes: 200 * KB } });
  const wires: Wire[] = [];

  /** Announces a body of 100 KB, and sends all of it but its last byte. */
  async function begin(headers: Record<string, string>): Promise<Wire> {
    const wire = await Wire.open(paths.url);
    wires.push(wire);
    return wire.announce('/graphql', 100 * KB, { ...type, ...headers }).write(bodyOf(100 * KB).slice(0, -1));
  }

  async function refusalOf(headers: Record<string, string>) {
    const { status, headers: received, body } = await (await begin(headers)).response();
    return { status, retry: received['retry-after'], ...(JSON.parse(body) as { errors: object[] }) };
  }

  const refused = (status: number, message: string) => ({
    status,
    retry: '1',
    errors: [{ message: expect.stringContaining(message), extensions: { code: 'RATE_LIMITED' } }],
  });

  /** Each of these may hold two: an address, an address behind a proxy, and an institution wherever it sends from. */
  const callers = [forwarded('192.0.2.1'), forwarded('192.0.2.2'), token];

  test('are bounded for each caller, and in total, and small ones are not', async () => {
    const [one, other, institution] = callers as [Record<string, string>, Record<string, string>, typeof token];
    const held = [await begin(one), await begin(one)];
    expect(await refusalOf(one)).toEqual(refused(429, 'may have at most 256000 bytes together'));
    held.push(
      await begin(other),
      await begin(other),
      await begin({ ...institution, ...one }),
      await begin(institution),
    );
    expect(await refusalOf(institution)).toEqual(refused(429, 'together'));
    expect(await refusalOf(forwarded('192.0.2.3'))).toEqual(refused(503, 'too many large requests'));

    const small = { body: { query: '{ labs { id } }' }, headers: { ...type, ...one } };
    expect((await paths.send(small)).status).toBe(200);

    // Each is answered when it has arrived, and makes room for another.
    for (const wire of held) expect((await wire.write('}').response()).status).toBe(200);
    const again = await begin(one);
    expect((await again.write('}').response()).status).toBe(200);
  });

  test('are forgotten when their clients leave', async () => {
    for (let n = 0; n < 10; n++) {
      const held = [await begin(callers[0]!), await begin(callers[0]!)];
      await refusalOf(callers[0]!);
      for (const wire of [...held, ...wires.splice(0)]) {
        wire.close();
        await wire.closed();
      }
      await expect.poll(async () => (await (await begin(callers[0]!)).write('}').response()).status).toBe(200);
    }
  });

  test('are counted as they arrive if they have no length', async () => {
    const one = callers[0]!;
    const send = async (length: number) => {
      const wire = await Wire.open(paths.url);
      wires.push(wire);
      const chunked = {
        host: 'a',
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
        ...type,
        ...one,
      };
      wire.write('POST /graphql HTTP/1.1', ...Object.entries(chunked).map((entry) => entry.join(': ')), '', '');
      const body = bodyOf(length);
      for (let sent = 0; sent < length; sent += 10 * KB)
        wire.write(Math.min(10 * KB, length - sent).toString(16), body.slice(sent, sent + 10 * KB), '');
      return wire.write('0', '', '').response();
    };
    expect((await send(150 * KB)).status).toBe(200);
    const { status, body } = await send(300 * KB);
    expect([status, JSON.parse(body)]).toMatchObject([413, { errors: [{ extensions: { limit: 'bodyBytes' } }] }]);

    const held = [await begin(one), await begin(one)];
    await refusalOf(one);
    const refusal = await send(150 * KB);
    expect([refusal.status, refusal.headers['retry-after']]).toEqual([429, '1']);
    for (const wire of held) expect((await wire.write('}').response()).status).toBe(200);
  });
});

describe('a body without a token', () => {
  const paths = usePaths({ verifyToken, limits: { bodyBytes: 40 * KB, anonymousBodyBytes: 20 * KB } });

  test.each([{}, viaYoga])('may be smaller than one with a token (%j)', async (type) => {
    const send = (length: number, headers = {}) =>
      paths.send({ body: bodyOf(length), headers: { ...type, ...headers } });
    expect((await send(20 * KB)).status).toBe(200);
    const { status, body } = await send(20 * KB + 1);
    expect([status, JSON.parse(body)]).toMatchObject([
      413,
      { errors: [{ message: expect.stringContaining('at most 20480 bytes'), extensions: { limit: 'bodyBytes' } }] },
    ]);
    expect((await send(40 * KB, token)).status).toBe(200);
    expect((await send(40 * KB + 1, token)).status).toBe(413);
  });
});

describe('the rate', () => {
  const paths = usePaths({ rates: { ...rates, anonymous: 2, trustedProxies: [] } });

  test('is counted when the headers have arrived, before anything of the body', async () => {
    const statuses: number[] = [];
    const wires: Wire[] = [];
    for (const type of [{}, viaYoga, {}, viaYoga]) {
      const wire = (await Wire.open(paths.url)).announce('/graphql', 100 * KB, type);
      wires.push(wire);
      wire.response().then(
        ({ status }) => statuses.push(status),
        () => undefined,
      );
    }
    // Two are waited for, and the others refused; none has sent its body.
    await expect.poll(() => statuses).toEqual([429, 429]);
    for (const wire of wires) wire.close();
  });
});

test('what is released twice, or never grew, is not counted below nothing', () => {
  const bodies = new BodiesInFlight({ total: 100 * KB, perCaller: 60 * KB });
  const [first, second] = [bodies.hold(() => 'a'), bodies.hold(() => 'b')];
  first.reach(10 * KB);
  first.reach(50 * KB);
  first.reach(20 * KB);
  second.reach(50 * KB);
  expect(bodies.total).toBe(100 * KB);
  expect(() => bodies.hold(() => 'c').reach(17 * KB)).toThrow('too many large requests');
  for (const body of [first, first, second, bodies.hold(() => 'd')]) body.release();
  expect(bodies.total).toBe(0);
});
