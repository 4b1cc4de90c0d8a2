import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { createIssuer, partner } from '../support/tokens.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';
import { leave, viaYoga, usePaths, type Sent } from './paths.ts';

const labs: Sent = { body: { query: '{ labs { label } }' } };
const held: Sent = { body: { query: '{ held }' } };

describe('the rate', () => {
  const rates = { anonymous: 3 + 5, partner: 0, trustedProxies: [] }; // A new document counts as five.
  const [first, other] = [usePaths({ rates }), usePaths({ rates })];
  afterEach(() => void vi.useRealTimers());

  test('is counted once, and reported the same, on either path', async () => {
    // Both tell the seconds that are left.
    vi.useFakeTimers({ toFake: ['Date'] });
    const count = first.countFast(async () => {
      for (const left of ['3', '2', '1', '0', 'none']) {
        const headers = { 'x-request-id': 'one' };
        const found = await first.send({ ...labs, headers });
        expect(found).toEqual(await other.send({ ...labs, headers: { ...headers, ...viaYoga } }));
        const expected = left === 'none' ? [429, '0'] : [200, left];
        expect([found.status, found.headers['ratelimit-remaining']]).toEqual(expected);
      }
    });
    // The first is counted, then passed to Yoga.
    expect(await count).toBe(4);
  });

  const third = usePaths({ rates: { ...rates, anonymous: 20 } });
  test('is counted once for a request that turns out not to be ordinary', async () => {
    const left: unknown[] = [];
    for (const query of ['{ labs { id } }', '{ none }', '{ labs {'])
      left.push((await third.send({ body: { query } })).headers['ratelimit-remaining']);
    expect(left).toEqual(['15', '10', '5']);
    expect((await third.send({ body: [labs.body!, labs.body!] })).status).toBe(429);
  });
});

describe('a request that takes too long', () => {
  const paths = usePaths({ deadlineMs: 200 });

  test('is answered, and its services are stopped', async () => {
    await paths.send(held);
    const count = paths.countFast(async () => {
      paths.journal.signals.length = 0;
      paths.journal.hold = () =>
        new Promise((end) => paths.journal.signals.at(-1)!.addEventListener('abort', () => end()));
      const { status, body } = await paths.sendBothPaths(held);
      expect(status).toBe(504);
      expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
      expect(paths.journal.signals.map((signal) => signal!.aborted)).toEqual([true, true]);
    });
    expect(await count).toBe(1);
  });
});

describe('a client', () => {
  const paths = usePaths();

  test('that disconnects stops its request, and nothing is logged', async () => {
    await paths.send(held);
    paths.journal.signals.length = 0;
    paths.log.length = 0;
    const entered = Promise.withResolvers<AbortSignal>();
    paths.journal.hold = () =>
      new Promise((_, fail) => {
        const [signal] = paths.journal.signals;
        signal!.addEventListener('abort', () => fail(new Error('aborted')));
        entered.resolve(signal!);
      });
    const count = paths.countFast(async () => {
      const left = leave(paths.url, held, entered.promise);
      const signal = await entered.promise;
      expect(signal.aborted).toBe(false);
      await Promise.all([once(signal, 'abort'), left]);
      // By then the request has ended.
      paths.journal.hold = async () => {};
      await paths.send(held);
    });
    expect(await count).toBe(2);
    expect(paths.log).toEqual([]);
  });

  test('that has its response stops nothing', async () => {
    paths.journal.hold = async () => {};
    paths.journal.signals.length = 0;
    await paths.send(held);
    await paths.send(held);
    expect(paths.journal.signals.map((signal) => signal!.aborted)).toEqual([false, false]);
  });
});

const { verifyToken, headersOf } = await createIssuer();

describe('a token', () => {
  let verified = 0;
  const counting: typeof verifyToken = (token) => {
    verified++;
    return verifyToken(token);
  };
  const paths = usePaths({ make: guardedSubgraphs, verifyToken: counting });
  const margin = { body: { query: '{ shop { margin asker } }' } };

  test('that is cached takes the fast path, as its caller', async () => {
    const headers = await headersOf(partner);
    expect(await paths.countFast(() => paths.send({ ...margin, headers }))).toBe(0);
    expect(verified).toBe(1);
    const count = paths.countFast(async () => {
      const { body } = await paths.sendBothPaths({ ...margin, headers });
      expect(JSON.parse(body)).toEqual({ data: { shop: { margin: 10, asker: partner.institution } } });
    });
    expect(await count).toBe(1);
  });

  test('that is missing hides what is for partners', async () => {
    const count = paths.countFast(async () => {
      const { body } = await paths.sendBothPaths(margin);
      expect(JSON.parse(body)).toMatchObject({
        data: { shop: { margin: null, asker: 'anonymous' } },
        errors: [{ path: ['shop', 'margin'], extensions: { code: 'FORBIDDEN' } }],
      });
    });
    expect(await count).toBe(1);
  });

  test.each(['Bearer no-token', 'Basic bm9ib2R5', ''])(
    'that is refused is passed to Yoga: %o',
    async (authorization) => {
      const count = paths.countFast(async () => {
        expect((await paths.sendBothPaths({ ...margin, headers: { authorization } })).status).toBe(401);
      });
      expect(await count).toBe(0);
    },
  );
});

describe('a document', () => {
  const registered = 'query Lab($id: ID!) { lab(id: $id) { label } }';
  const id = documentId(registered);
  const documents = new DocumentStore('/nowhere', [registered], { error: () => undefined });
  const [open, closed] = [usePaths({ documents }), usePaths({ documents, persistedOnly: true })];
  const variables = { id: 'l1' };

  test.each([
    ['its id', { documentId: `sha256:${id}` }],
    ["Apollo's id", { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }],
    ['its text', { query: registered }],
  ])('that is registered takes the fast path by %s', async (_, named) => {
    for (const paths of [open, closed]) {
      const count = paths.countFast(async () => {
        const { body } = await paths.sendBothPaths({ body: { ...named, variables } });
        expect(body).toBe('{"data":{"lab":{"label":"Hématologie"}}}');
      });
      expect(await count).toBe(1);
    }
  });

  test.each<[string, object]>([
    ['an id of none', { documentId: `sha256:${'0'.repeat(64)}` }],
    ['a text and an id', { query: registered, documentId: `sha256:${id}` }],
    ['neither', {}],
  ])('that is unavailable is refused by Yoga: %s', async (_, named) => {
    for (const paths of [open, closed]) {
      const count = paths.countFast(async () => {
        expect((await paths.sendBothPaths({ body: { ...named, variables } })).status).toBeGreaterThanOrEqual(400);
      });
      expect(await count).toBe(0);
    }
  });

  test('that is not registered is refused where only those are answered', async () => {
    expect((await closed.sendBothPaths(labs)).status).toBe(403);
    expect((await open.sendBothPaths(labs)).status).toBe(200);
  });
});

describe('a schema that clients may not read', () => {
  const paths = usePaths({ introspection: false });

  test('is refused, and its names are not suggested', async () => {
    for (let time = 0; time < 2; time++) {
      expect((await paths.sendBothPaths({ body: { query: '{ __schema { description } }' } })).status).toBe(403);
      const day = 'query ($day: Day!) { hospitals(since: $day, kind: PRIVATES) { name } }';
      expect((await paths.sendBothPaths({ body: { query: day } })).body).not.toContain('Did you mean');
    }
    const kind = 'query ($kind: Kind) { hospitals(kind: $kind) { name } }';
    await paths.send({ body: { query: kind } });
    const count = paths.countFast(async () => {
      const { body } = await paths.sendBothPaths({ body: { query: kind, variables: { kind: 'PRIVAT' } } });
      expect(body).not.toContain('Did you mean');
    });
    expect(await count).toBe(1);
  });
});
