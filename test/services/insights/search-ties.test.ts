import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { endOf, loadHospitals, numberOf, searchOn } from './hospitals.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await loadHospitals(database);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const found = searchOn(() => service);

const all = [1, 2, 11, 12, 21, 31, 41];
const known = [1, 2, 11, 12, 21, 31];

describe('a condition on ties keeps what it says, of legal entities what their sites have', () => {
  it.each([
    ['any of today', {}, [1, 2, 12, 21, 31]],
    ['kind', { kind: ['GHT'] }, [1, 2, 21, 31]],
    ['role', { role: ['SUPPORT'] }, [1]],
    ['grouping, of a site too', { grouping: { eq: 'G2' } }, [1, 2, 21]],
    ['all of the same membership', { grouping: { eq: 'G2' }, role: ['SUPPORT'] }, []],
    ['count', { count: { gte: 2 } }, [1, 2, 21]],
    ['count, of roles', { role: ['SUPPORT', 'ASSOCIATE'], count: { gte: 2 } }, [1]],
    ['count, one of a legal entity and its site in one role', { count: { eq: 2 } }, [2, 21]],
    ['count eq', { count: { eq: 3 } }, [1]],
    ['count of none', { count: { eq: 0 } }, [11, 41]],
    ['count below', { count: { lt: 2 } }, [11, 12, 31, 41]],
    ['count among, with none', { count: { in: [0, 3] } }, [1, 11, 41]],
    ['count of none of a kind', { kind: ['GCS_MEANS'], count: { lte: 0 } }, [2, 11, 21, 31, 41]],
    ['count between', { count: { gt: 0, lt: 2 } }, [12, 31]],
    ['count, never unknown', { count: { isNull: true } }, []],
    ['count, always known', { count: { isNull: false } }, all],
  ])('membership: %s', async (_, membership, expected) => {
    expect(await found({ membership })).toEqual(expected);
  });

  it.each([
    ['any of today', {}, known],
    ['domain', { domain: ['LABS'] }, [1, 2, 21]],
    ['domain, of the past', { domain: ['IMAGING'] }, []],
    ['partner', { partner: { eq: numberOf(31) } }, [1, 11, 12]],
    ['partner, by its site', { partner: { eq: numberOf(2) } }, [1]],
    ['partner, by one of its sites or itself', { partner: { eq: numberOf(1) } }, [2, 21, 31]],
    ['partner, beside another site', { partner: { eq: numberOf(12) } }, [11, 31]],
    ['partner in a domain', { partner: { eq: numberOf(12) }, domain: ['TRAINING'] }, [11]],
    ['partner, of no action', { partner: { eq: numberOf(41) } }, []],
    ['partner, unknown', { partner: { isNull: true } }, []],
  ])('cooperation: %s', async (_, cooperation, expected) => {
    expect(await found({ cooperation })).toEqual(expected);
  });

  // 31 → 21 → 1 (by 11) → 41 → 31, and 11 → 12.
  it.each([
    ['any', {}, [1, 2, 11, 21, 31, 41]],
    ['provider', { provider: { eq: numberOf(21) } }, [31]],
    ['provider, by its site', { provider: { eq: numberOf(2) } }, [31]],
    ['provider of its legal entity', { provider: { eq: numberOf(12) } }, [11]],
    ['provider of others, its own legal entity aside', { provider: { eq: numberOf(1) } }, [2, 21]],
    ['in two steps', { provider: { eq: numberOf(21) }, maxDepth: 2 }, [31, 41]],
    ['in three', { provider: { eq: numberOf(21) }, maxDepth: 3 }, [1, 11, 31, 41]],
    ['around the circle, itself aside', { provider: { eq: numberOf(21) }, maxDepth: 6 }, [1, 11, 31, 41]],
    ['by what a site relies on', { provider: { eq: numberOf(12) }, maxDepth: 2 }, [2, 11, 21]],
    ['domain', { domain: ['LAUNDRY'] }, [2, 21]],
    ['domain on each step', { provider: { eq: numberOf(31) }, domain: ['CATERING', 'LABS'], maxDepth: 6 }, [1, 11, 41]],
    ['domain, broken off', { provider: { eq: numberOf(31) }, domain: ['CATERING'], maxDepth: 6 }, []],
  ])('dependsOn: %s', async (_, dependsOn, expected) => {
    expect(await found({ dependsOn })).toEqual(expected);
  });

  it.each([1, 2, 3, 4, 6])(
    'dependsOn finds those whose dependencies to depth %i lead to the provider',
    async (maxDepth) => {
      const { data } = await ofEstablishments(
        service,
        all.map(numberOf),
        `finess dependencies(maxDepth: ${maxDepth}, first: 100) { nodes { provider { finess } } }`,
      );
      const legalEntityOf = (end: number): number => ({ 11: 1, 12: 1, 21: 2 })[end] ?? end;
      for (const provider of all) {
        const expected = data._entities
          .map((one: any) => ({
            end: endOf(one),
            providers: one.dependencies.nodes.map((node: any) => endOf(node.provider)),
          }))
          // A legal entity provides what its sites do.
          .filter(({ providers }: any) =>
            providers.some((each: number) => each === provider || legalEntityOf(each) === provider),
          )
          .map(({ end }: any) => end)
          // Sites of one legal entity may rely on each other, they and it not.
          .filter(
            (end: number) => end !== provider && legalEntityOf(end) !== provider && legalEntityOf(provider) !== end,
          );
        expect([provider, await found({ dependsOn: { provider: { eq: numberOf(provider) }, maxDepth } })]).toEqual([
          provider,
          expected,
        ]);
      }
    },
  );
});
