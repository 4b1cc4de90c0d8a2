import { describe, expect, test } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { post, useEngines, type Answer, type Engine } from './engines.ts';
import { usePaths, viaYoga, type Received } from './paths.ts';

const registered = '{ canteens { meals } }';
const documents = new DocumentStore('/nowhere', [registered], console);
const byHash = (text: string, hash = documentId(text)) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
});
const withHash = (text: string, hash?: string) => ({ query: text, ...byHash(text, hash) });
const outcome = ({ data, errors }: Answer) => data ?? errors!.map(({ message, extensions }) => [message, extensions]);
const label = { lab: { label: 'Hématologie' } };
const unknown = [
  ['PersistedQueryNotFound', { code: 'PERSISTED_QUERY_NOT_FOUND', hint: expect.stringContaining('with its hash') }],
];

async function send({ gateway }: Engine, body: object, headers?: Record<string, string>) {
  const response = await gateway.fetch(post(body, headers));
  const answer = (await response.json()) as Answer;
  return [response.status, outcome(answer)];
}

describe('a hash alone', () => {
  const { engines } = useEngines({ documents });

  test('is unknown in the words of the protocol, until its text has been sent with it', async () => {
    const text = '{ lab(id: "l1") { label } }';
    for (const engine of engines) {
      expect(await send(engine, byHash(text))).toEqual([200, unknown]);
      expect(await send(engine, byHash(text), { accept: 'application/graphql-response+json' })).toEqual([400, unknown]);
      expect(await send(engine, { query: text })).toEqual([200, label]);
      expect(await send(engine, byHash(text))).toEqual([200, unknown]);
      expect(await send(engine, withHash(text))).toEqual([200, label]);
      expect(await send(engine, byHash(text))).toEqual([200, label]);
      const search = encodeURIComponent(JSON.stringify(byHash(text).extensions));
      const response = await engine.gateway.fetch(new Request(`http://hub.test/graphql?extensions=${search}`));
      expect(await response.json()).toEqual({ data: label });
    }
  });

  test('names a registered document that nobody sent', async () => {
    for (const engine of engines)
      expect(await send(engine, byHash(registered))).toEqual([200, { canteens: [{ meals: 100 }, { meals: 100 }] }]);
  });

  test('is not a registered id', async () => {
    const text = '{ lab(id: "l1") { id label } }';
    for (const engine of engines) {
      await send(engine, withHash(text));
      const [status, errors] = await send(engine, { documentId: `sha256:${documentId(text)}` });
      expect([status, errors]).toMatchObject([400, [[expect.any(String), { code: 'PERSISTED_QUERY_NOT_FOUND' }]]]);
    }
  });

  test.each([['{ labs { nothing } }'], ['{ labs ']])('of %s, which is not valid, stays unknown', async (text) => {
    for (const engine of engines) {
      await send(engine, withHash(text));
      expect(await send(engine, byHash(text))).toEqual([200, unknown]);
    }
  });

  test.each([documentId('{ labs { id } }'), '00', 7])('%j is refused with a text that has another', async (hash) => {
    for (const engine of engines) {
      const refused = [[expect.stringContaining('SHA-256 of exactly this text'), { code: 'BAD_REQUEST' }]];
      expect(await send(engine, withHash('{ labs { label } }', hash as string))).toEqual([400, refused]);
      if (typeof hash === 'string') expect(await send(engine, byHash('', hash))).toEqual([200, unknown]);
    }
  });

  test('is not supported where only registered documents are', async () => {
    for (const engine of strict.engines) {
      const text = '{ labs { label } }';
      const refused = [
        [
          'PersistedQueryNotSupported',
          { code: 'PERSISTED_QUERY_NOT_SUPPORTED', hint: expect.stringContaining('register the document first') },
        ],
      ];
      expect(await send(engine, withHash(text))).toMatchObject([403, [[expect.any(String), expect.any(Object)]]]);
      expect(await send(engine, byHash(text))).toEqual([200, refused]);
      expect((await send(engine, byHash(registered)))[0]).toBe(200);
      expect(await send(engine, withHash(registered, documentId(text)))).toMatchObject([400, expect.any(Array)]);
    }
  });

  const strict = useEngines({ documents, persistedOnly: true });
});

describe('on the socket', () => {
  const paths = usePaths({ documents, rates: { anonymous: 10_000, partner: 0, trustedProxies: [] } });
  const left = ({ headers }: Received) => Number(headers['ratelimit-remaining']);

  test('a text that the fast path answers is learnt, and its hash is answered there', async () => {
    const text = '{ lab(id: "l1") { label } }';
    await paths.send({ body: { query: text } });
    const fast = paths.countFast(async () => {
      for (const body of [withHash(text), byHash(text)])
        expect(JSON.parse((await paths.send({ body })).body)).toEqual({ data: label });
    });
    expect(await fast).toBe(2);
    const wrong = await paths.send({ body: withHash(text, documentId('x')) });
    expect([wrong.status, wrong.body]).toEqual([400, expect.stringContaining('exactly this text')]);
  });

  test('a hash counts once, on either path, and its text as any new one does', async () => {
    const text = '{ lab(id: "l1") { label } } # counted';
    const before = left(await paths.send({ body: byHash(text) }));
    const counts = [];
    for (const [body, headers] of [
      [byHash(text), {}],
      [withHash(text), {}],
      [byHash(text), {}],
      [byHash(text), viaYoga],
    ] as const)
      counts.push(before - left(await paths.send({ body, headers })));
    expect(counts).toEqual([1, 6, 7, 8]);
  });

  test('a text that the gateway no longer holds parsed counts as a new one, by its hash too', async () => {
    const text = '{ lab(id: "l1") { label } } # kept';
    await paths.send({ body: withHash(text) });
    let before = 0;
    for (let index = 0; index < 500; index++)
      before = left(await paths.send({ body: { query: `{ labs { id } } # ${index}` } }));
    expect(before - left(await paths.send({ body: byHash(text) }))).toBe(5);
  });
});
