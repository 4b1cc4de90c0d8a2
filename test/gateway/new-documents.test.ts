import { expect, test } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { usePaths, viaYoga, type Sent } from './paths.ts';

const registered = '{ hospitals(first: 1) { name } }';
const documents = new DocumentStore('/nowhere', [registered], { error: () => undefined });
const paths = usePaths({ documents, rates: { anonymous: 1_000, partner: 0, trustedProxies: [] } });

/** As how many operations a request counts. */
async function countOf(sent: Sent): Promise<number> {
  const left = async (request: Sent): Promise<number> =>
    Number((await paths.send(request)).headers['ratelimit-remaining']);
  const before = await left({ body: { query: 'never valid' } });
  return before - (await left(sent));
}

test('a document that is new counts as five operations, and once from then on', async () => {
  await paths.send({ body: { query: 'never valid' } });
  for (const query of ['{ labs { id } } # 1', '{ nothing } # 2', '{ labs { # 3']) {
    expect([query, await countOf({ body: { query } })]).toEqual([query, 5]);
    for (const headers of [{}, viaYoga])
      expect([query, await countOf({ body: { query }, headers })]).toEqual([query, 1]);
  }
  const inUrl = { method: 'GET', path: '/graphql?query={labs{label}}' };
  expect([await countOf(inUrl), await countOf(inUrl)]).toEqual([5, 1]);
});

test('each new document of a batch counts, and each once', async () => {
  const [one, other] = [{ query: '{ labs { id } } # a' }, { query: '{ labs { id } } # b' }];
  expect(await countOf({ body: [one, one, other, null, { query: 7 }] })).toBe(5 + 4 + 4);
  expect(await countOf({ body: [one, one, other] })).toBe(3);
});

test('a registered document counts once, by its text or its id, also when it is new to this process', async () => {
  expect(await countOf({ body: { query: registered } })).toBe(1);
  expect(await countOf({ body: { documentId: documentId(registered) } })).toBe(1);
});
