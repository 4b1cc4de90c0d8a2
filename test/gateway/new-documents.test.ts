import { expect, test } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { usePaths, viaYoga, type Sent } from './paths.ts';

const registered = '{ hospitals(first: 1) { name } }';
const documents = new DocumentStore('/nowhere', [registered], { error: () => undefined });
const paths = usePaths({ documents, rates: { anonymous: 1_000, partner: 0, trustedProxies: [] } });

const few = usePaths({ rates: { anonymous: 8, partner: 0, trustedProxies: [] } });

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

test('a new combination of conditions counts as five operations, also of a document that was sent before', async () => {
  const query = 'query ($a: Boolean!, $b: Boolean!) { labs { id @skip(if: $a) label @skip(if: $b) __typename } }';
  const count = (a: boolean, b: boolean, headers = {}) => countOf({ body: { query, variables: { a, b } }, headers });
  expect([await count(true, true), await count(true, true), await count(true, false)]).toEqual([5, 1, 5]);
  expect([await count(false, true, viaYoga), await count(false, true, viaYoga)]).toEqual([5, 1]);
  expect([await count(true, false), await count(true, true)]).toEqual([1, 1]);
});

test('a caller that may send no more is refused a new combination of conditions', async () => {
  const query = 'query ($a: Boolean!) { labs { id @skip(if: $a) __typename } }';
  const statusOf = async (a: boolean) => (await few.send({ body: { query, variables: { a } } })).status;
  expect([await statusOf(true), await statusOf(true), await statusOf(false)]).toEqual([200, 200, 429]);
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
