import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readDocuments, writeDocuments } from '../../gateway/rules/documents/folder.ts';
import { documentId, manifestOf } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { post, useEngines, type Answer, type Engine } from './engines.ts';

const folder = await mkdtemp(join(tmpdir(), 'maillage documents-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const logged: object[] = [];
const logger = { error: (details: object) => void logged.push(details) };
const example = '{ canteens { meals } }';
const registered = 'query Lab($id: ID!) { lab(id: $id) { label } } query Labs { labs { label } }';
const later = '{ lab(id: "l2") { label } }';
const store = () => new DocumentStore(folder, [example], logger);

async function send({ gateway }: Engine, body: object | Request): Promise<Answer> {
  const response = await gateway.fetch(body instanceof Request ? body : post(body));
  return { status: response.status, ...((await response.json()) as object) };
}

const codes = ({ status, errors }: Answer): unknown[] => [
  status,
  ...errors!.map(({ extensions }) => extensions['code']),
];
const lab = { data: { lab: { label: 'Hématologie' } }, status: 200 };

await writeDocuments(folder, '570005165', manifestOf([registered]));

describe('a registered document', () => {
  const { engines } = useEngines({ documents: store() });
  const id = documentId(registered);
  const call = { operationName: 'Lab', variables: { id: 'l1' } };

  test.each([
    ['GraphQL over HTTP', { documentId: `sha256:${id}` }],
    ['GraphQL over HTTP, in upper case', { documentId: `sha256:${id.toUpperCase()}` }],
    ['Apollo', { extensions: { persistedQuery: { version: 1, sha256Hash: id } } }],
  ])('is named as in %s', async (_, named) => {
    for (const engine of engines) expect(await send(engine, { ...named, ...call })).toEqual(lab);
  });

  test('is named in a GET', async () => {
    const variables = encodeURIComponent('{"id":"l1"}');
    const persisted = encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: id } }));
    for (const engine of engines) {
      for (const named of [`documentId=sha256:${id}`, `extensions=${persisted}`]) {
        const url = `http://hub.test/graphql?${named}&operationName=Lab&variables=${variables}`;
        const answer = await send(engine, new Request(url));
        expect(answer).toEqual(lab);
      }
    }
  });

  test('is named in a batch', async () => {
    for (const { gateway } of engines) {
      const response = await gateway.fetch(post([{ documentId: `sha256:${id}`, ...call }, { documentId: 'x' }]));
      expect(await response.json()).toMatchObject([
        { data: lab.data },
        { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
      ]);
    }
  });

  test.each(['sha256:none', documentId('none'), `md5:${id}`, 7, { id }])(
    'is not found under %j, whatever the media type',
    async (given) => {
      for (const { gateway } of engines) {
        for (const accept of ['application/json', 'application/graphql-response+json']) {
          const response = await gateway.fetch(post({ documentId: given }, { accept }));
          expect(response.status).toBe(400);
          const { errors } = (await response.json()) as Answer;
          expect(errors).toEqual([
            {
              message: expect.stringContaining('register the document first'),
              extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' },
            },
          ]);
        }
      }
    },
  );

  test('must not be sent with its id', async () => {
    for (const engine of engines) {
      expect(codes(await send(engine, { documentId: `sha256:${id}`, query: example }))).toEqual([400, 'BAD_REQUEST']);
    }
  });

  test('is subject to the limits', async () => {
    for (const engine of engines) {
      const { errors } = await send(engine, { documentId: `sha256:${id}`, operationName: 'Lab' });
      expect(errors!.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
    }
  });
});

describe('the folder', () => {
  test('is read again for an unknown document, and shortly after one is removed', async () => {
    const documents = store();
    expect(await documents.find(documentId(later))).toBeUndefined();
    expect(await documents.has(later)).toBe(false);
    await writeDocuments(folder, '570000596', manifestOf([later]));
    expect(await documents.find(documentId(later))).toBe(later);
    expect(documents.has(later)).toBe(true);
    expect(documents.find(documentId(example))).toBe(example);
    await writeDocuments(folder, '570000596', {});
    expect(await readDocuments(folder, '570000596')).toEqual({});
    await expect.poll(() => documents.find(documentId(later)), { timeout: 10_000 }).toBeUndefined();
    expect(await documents.find(documentId(registered))).toBe(registered);
  });

  test('may be missing, and an invalid file does not affect the others', async () => {
    const nowhere = new DocumentStore(join(folder, 'nowhere'), [], logger);
    expect(await nowhere.find(documentId(example))).toBeUndefined();
    expect(logged).toEqual([]);
    await writeDocuments(folder, '570000001', { [documentId('a')]: 'b' });
    expect(await store().find(documentId(registered))).toBe(registered);
    expect(logged).toMatchObject([{ institution: '570000001', err: { message: expect.stringContaining('SHA-256') } }]);
    await writeDocuments(folder, '570000001', {});
  });
});

describe('a gateway for registered documents only', () => {
  const { engines } = useEngines({ documents: store(), persistedOnly: true });

  test('answers them, by id or in full', async () => {
    for (const engine of engines) {
      const call = { operationName: 'Lab', variables: { id: 'l1' } };
      expect(await send(engine, { documentId: `sha256:${documentId(registered)}`, ...call })).toEqual(lab);
      expect(await send(engine, { query: registered, ...call })).toEqual(lab);
      expect((await send(engine, { query: example })).errors).toBeUndefined();
    }
  });

  test('refuses all others, whatever their parameters', async () => {
    const id = documentId(registered);
    for (const engine of engines) {
      for (const body of [
        { query: '{ labs { id } }' },
        { query: `${example} ` },
        { query: '{ __schema { queryType { name } } }' },
        { query: '{ labs { id } }', extensions: { persistedQuery: { version: 1, sha256Hash: id } } },
        { query: 7 },
        {},
      ]) {
        expect(codes(await send(engine, body))).toEqual([403, 'PERSISTED_QUERY_REQUIRED']);
      }
      const batch = await engine.gateway.fetch(post([{ query: example }, { query: '{ labs { id } }' }]));
      expect(await batch.json()).toMatchObject([
        { data: { canteens: [{}, {}] } },
        { errors: [{ extensions: { code: 'PERSISTED_QUERY_REQUIRED' } }] },
      ]);
    }
  });
});
