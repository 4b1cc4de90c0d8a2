import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { createIssuer, partner } from '../support/tokens.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';
import { leave, long, useWays, type Sent } from './ways.ts';

const labs: Sent = { body: { query: '{ labs { label } }' } };
const held: Sent = { body: { query: '{ held }' } };

describe('the rate', () => {
  const rates = { anonymous: 4, partner: 0, trustedProxies: [] };
  const [short, other] = [useWays({ rates }), useWays({ rates })];

  test('is counted once, and told the same, whichever way is taken', async () => {
    const count = short.countShort(async () => {
      for (const { status, left } of [
        { status: 200, left: '3' },
        { status: 200, left: '2' },
        { status: 200, left: '1' },
        { status: 200, left: '0' },
        { status: 429, left: '0' },
      ]) {
        const headers = { 'x-request-id': 'one' };
        const found = await short.send({ ...labs, headers });
        expect(found).toEqual(await other.send({ ...labs, headers: { ...headers, ...long } }));
        expect([found.status, found.headers['ratelimit-remaining']]).toEqual([status, left]);
      }
    });
    // The first goes the long way, having been counted.
    expect(await count).toBe(4);
  });

  const third = useWays({ rates });
  test('is counted once for what turns out to be nothing ordinary', async () => {
    const left: unknown[] = [];
    for (const query of ['{ labs { id } }', '{ none }', '{ labs {'])
      left.push((await third.send({ body: { query } })).headers['ratelimit-remaining']);
    expect(left).toEqual(['3', '2', '1']);
    expect((await third.send({ body: [labs.body!, labs.body!] })).status).toBe(429);
  });
});

describe('a request that takes too long', () => {
  const ways = useWays({ deadlineMs: 200 });

  test('is answered, and its services are told to stop', async () => {
    await ways.send(held);
    const count = ways.countShort(async () => {
      ways.journal.signals.length = 0;
      ways.journal.hold = () =>
        new Promise((end) => ways.journal.signals.at(-1)!.addEventListener('abort', () => end()));
      const { status, body } = await ways.sendBothWays(held);
      expect(status).toBe(504);
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
      expect(ways.journal.signals.map((signal) => signal!.aborted)).toEqual([true, true]);
    });
    expect(await count).toBe(1);
  });
});

describe('a client', () => {
  const ways = useWays();

  test('that leaves ends its work, of which nothing is logged', async () => {
    await ways.send(held);
    ways.journal.signals.length = 0;
    ways.log.length = 0;
    const entered = Promise.withResolvers<AbortSignal>();
    ways.journal.hold = () =>
      new Promise((_, fail) => {
        const [signal] = ways.journal.signals;
        signal!.addEventListener('abort', () => fail(new Error('given up')));
        entered.resolve(signal!);
      });
    const count = ways.countShort(async () => {
      const left = leave(ways.url, held, entered.promise);
      const signal = await entered.promise;
      expect(signal.aborted).toBe(false);
      await Promise.all([once(signal, 'abort'), left]);
      // By then the work has ended.
      ways.journal.hold = async () => {};
      await ways.send(held);
    });
    expect(await count).toBe(2);
    expect(ways.log).toEqual([]);
  });

  test('that has its answer ends nothing', async () => {
    ways.journal.hold = async () => {};
    ways.journal.signals.length = 0;
    await ways.send(held);
    await ways.send(held);
    expect(ways.journal.signals.map((signal) => signal!.aborted)).toEqual([false, false]);
  });
});

const { verifyToken, headersOf } = await createIssuer();

describe('a token', () => {
  let verified = 0;
  const counting: typeof verifyToken = (token) => {
    verified++;
    return verifyToken(token);
  };
  const ways = useWays({ make: guardedSubgraphs, verifyToken: counting });
  const margin = { body: { query: '{ shop { margin asker } }' } };

  test('that was seen lately takes the short way, as its caller', async () => {
    const headers = await headersOf(partner);
    expect(await ways.countShort(() => ways.send({ ...margin, headers }))).toBe(0);
    expect(verified).toBe(1);
    const count = ways.countShort(async () => {
      const { body } = await ways.sendBothWays({ ...margin, headers });
      expect(JSON.parse(body)).toEqual({ data: { shop: { margin: 10, asker: partner.institution } } });
    });
    expect(await count).toBe(1);
  });

  test('that is missing shows what is for partners to nobody', async () => {
    const count = ways.countShort(async () => {
      const { body } = await ways.sendBothWays(margin);
      expect(JSON.parse(body)).toMatchObject({
        data: { shop: { margin: null, asker: 'nobody' } },
        errors: [{ path: ['shop', 'margin'], extensions: { code: 'FORBIDDEN' } }],
      });
    });
    expect(await count).toBe(1);
  });

  test.each(['Bearer no-token', 'Basic bm9ib2R5', ''])(
    'that is refused takes the long way: %o',
    async (authorization) => {
      const count = ways.countShort(async () => {
        expect((await ways.sendBothWays({ ...margin, headers: { authorization } })).status).toBe(401);
      });
      expect(await count).toBe(0);
    },
  );
});

describe('a document', () => {
  const registered = 'query Lab($id: ID!) { lab(id: $id) { label } }';
  const id = documentId(registered);
  const documents = new DocumentStore('/nowhere', [registered], { error: () => undefined });
  const [open, closed] = [useWays({ documents }), useWays({ documents, persistedOnly: true })];
  const variables = { id: 'l1' };

  test.each([
    ['its id', { documentId: `sha256:${id}` }],
    ["Apollo's id", { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }],
    ['its text', { query: registered }],
  ])('that is registered takes the short way by %s', async (_, named) => {
    for (const ways of [open, closed]) {
      const count = ways.countShort(async () => {
        const { body } = await ways.sendBothWays({ body: { ...named, variables } });
        expect(body).toBe('{"data":{"lab":{"label":"Hématologie"}}}');
      });
      expect(await count).toBe(1);
    }
  });

  test.each<[string, object]>([
    ['an id of none', { documentId: `sha256:${'0'.repeat(64)}` }],
    ['a text and an id', { query: registered, documentId: `sha256:${id}` }],
    ['neither', {}],
  ])('that is not to be had is refused on the long way: %s', async (_, named) => {
    for (const ways of [open, closed]) {
      const count = ways.countShort(async () => {
        expect((await ways.sendBothWays({ body: { ...named, variables } })).status).toBeGreaterThanOrEqual(400);
      });
      expect(await count).toBe(0);
    }
  });

  test('that is not registered is refused where only those are answered', async () => {
    expect((await closed.sendBothWays(labs)).status).toBe(403);
    expect((await open.sendBothWays(labs)).status).toBe(200);
  });
});

describe('a schema that may not be asked for', () => {
  const ways = useWays({ introspection: false });

  test('is refused, and its names are not suggested', async () => {
    for (let time = 0; time < 2; time++) {
      expect((await ways.sendBothWays({ body: { query: '{ __schema { description } }' } })).status).toBe(403);
      const day = 'query ($day: Day!) { hospitals(since: $day, kind: PRIVATES) { name } }';
      expect((await ways.sendBothWays({ body: { query: day } })).body).not.toContain('Did you mean');
    }
    const kind = 'query ($kind: Kind) { hospitals(kind: $kind) { name } }';
    await ways.send({ body: { query: kind } });
    const count = ways.countShort(async () => {
      const { body } = await ways.sendBothWays({ body: { query: kind, variables: { kind: 'PRIVAT' } } });
      expect(body).not.toContain('Did you mean');
    });
    expect(await count).toBe(1);
  });
});
