import { describe, expect, test } from 'vitest';
import { documentId, manifestOf } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { writingSubgraphs } from './fixtures/writers.ts';
import { usePaths, viaYoga, type Paths } from './paths.ts';

const registered = 'mutation Registered { countUnits }';
const [id] = Object.keys(manifestOf([registered]));
const documents = new DocumentStore('/nowhere', [registered], console);
const make = writingSubgraphs;
const COUNT = 'mutation { countUnits }';
const PUT = 'mutation ($code: String!) { putUnits(rows: [{ code: $code }]) { sites { units { code } } } }';
const RENAMES = Array.from({ length: 11 }, (_, n) => `r${n}: rename(code: "A") { sites { units { code } } }`);
const put = (code: string) => ({ query: PUT, variables: { code } });
const hashOf = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: documentId(text) } } });
const search = (extensions: object) => `extensions=${encodeURIComponent(JSON.stringify(extensions))}`;

/** What a request to run made the services do. */
async function stepsOf({ journal }: Paths, run: () => Promise<unknown>): Promise<string[]> {
  journal.steps.length = 0;
  await run();
  return [...journal.steps];
}

describe.each(['local', 'remote'] as const)('mutations over HTTP, %s engine', (engine) => {
  const paths = usePaths({ make, documents, limits: { cost: 5_000 } }, engine);

  test.each([
    ['by its text', `query=${encodeURIComponent(COUNT)}`],
    ['by the id of a registered document', `documentId=${id}`],
    ['by the hash of a registered document', search(hashOf(registered).extensions)],
    ['by a hash that a client has sent', search(hashOf(COUNT).extensions)],
    ['beside a query', `query=${encodeURIComponent(`query Q { __typename } ${registered}`)}&operationName=Registered`],
  ])('are refused by GET and HEAD: %s', async (_, query) => {
    await paths.send({ body: { query: COUNT, ...hashOf(COUNT) } });
    const steps = await stepsOf(paths, async () => {
      for (const method of ['GET', 'HEAD']) {
        const { status, headers, body } = await paths.send({ method, path: `/graphql?${query}` });
        expect([status, headers.allow, headers['cache-control']]).toEqual([405, 'POST', 'no-store']);
        expect(headers).not.toHaveProperty('etag');
        if (method === 'HEAD') continue;
        const message = 'Can only perform a mutation operation from a POST request.';
        expect(JSON.parse(body)).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
      }
    });
    expect(steps).toEqual([]);
  });

  test('are refused where a page of any origin can make a browser send them', async () => {
    const type = 'application/x-www-form-urlencoded';
    const sent = { body: `query=${encodeURIComponent(COUNT)}`, headers: { 'content-type': type } };
    expect(await stepsOf(paths, async () => expect((await paths.send(sent)).status).toBe(403))).toEqual([]);
    const preflighted = { ...sent, headers: { ...sent.headers, 'x-requested-with': 'tests' } };
    expect(await stepsOf(paths, () => paths.send(preflighted))).toEqual(['begin countUnits', 'end countUnits']);
  });

  test.each([
    ['done', { query: COUNT }, 200],
    ['failed', { query: 'mutation { fail { code } }' }, 200],
    ['refused for its cost', { query: `mutation { ${RENAMES.join(' ')} }` }, 400],
  ])('are never cached, on either path, nor what is told of them: %s', async (_, body, status) => {
    const fast = await paths.countFast(async () => {
      const { headers, ...answer } = await paths.sendBothPaths({ body });
      expect(answer.status).toBe(status);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers).not.toHaveProperty('etag');
    });
    expect(fast).toBe(1);
  });

  test('of a batch are executed in order, with the queries between them', async () => {
    for (const headers of [{}, viaYoga]) {
      const steps = await stepsOf(paths, async () => {
        const body = [
          put('b1'),
          { query: '{ units { code } }' },
          { query: 'mutation { fail { code } }' },
          { query: '{ nothing }' },
          put('b2'),
        ];
        const response = await paths.send({ body, headers });
        expect([response.status, response.headers['cache-control']]).toEqual([200, 'no-store']);
        const [one, query, failed, invalid, other] = JSON.parse(response.body);
        expect(query.data.units).toEqual(one.data.putUnits.sites[0].units);
        expect(other.data.putUnits.sites[0].units).toEqual([...query.data.units, { code: 'b2' }]);
        expect([failed.data, invalid.errors[0].extensions.code]).toEqual([{ fail: null }, 'GRAPHQL_VALIDATION_FAILED']);
      });
      const writes = steps.filter((step) => !step.startsWith('read'));
      expect(writes).toEqual(['putUnits', 'fail', 'putUnits'].flatMap((name) => [`begin ${name}`, `end ${name}`]));
    }
  });

  test('of a batch wait for those before them that are named, or that are not known', async () => {
    const steps = await stepsOf(paths, async () => {
      const body = [
        { documentId: `sha256:${id}` },
        hashOf('mutation Unknown { countUnits }'),
        put('b3'),
        null,
        { query: COUNT },
      ];
      const { body: text } = await paths.send({ body });
      expect(JSON.parse(text).map(({ errors }: any) => errors?.[0].extensions.code)).toEqual([
        undefined,
        'PERSISTED_QUERY_NOT_FOUND',
        undefined,
        'BAD_REQUEST',
        undefined,
      ]);
    });
    const writes = steps.filter((step) => !step.startsWith('read'));
    expect(writes).toEqual(
      ['countUnits', 'putUnits', 'countUnits'].flatMap((name) => [`begin ${name}`, `end ${name}`]),
    );
  });

  test('are named by the hash that was sent with their text', async () => {
    const text = 'mutation Learned { countUnits }';
    expect((await paths.send({ body: hashOf(text) })).body).toContain('PersistedQueryNotFound');
    await paths.send({ body: { query: text, ...hashOf(text) } });
    const steps = await stepsOf(paths, () => paths.sendBothPaths({ body: hashOf(text) }));
    expect(steps).toHaveLength(4);
  });
});

describe.each(['local', 'remote'] as const)('where only registered documents are accepted, %s engine', (engine) => {
  const paths = usePaths({ make, documents, persistedOnly: true }, engine);

  test('registered mutations are', async () => {
    const steps = await stepsOf(paths, async () => {
      for (const body of [{ documentId: id }, hashOf(registered), { query: registered }]) {
        const { status, headers } = await paths.sendBothPaths({ body });
        expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
      }
    });
    expect(steps).toHaveLength(12);
    const refused = await stepsOf(paths, async () => {
      expect((await paths.send({ body: { query: COUNT } })).status).toBe(403);
    });
    expect(refused).toEqual([]);
  });
});
