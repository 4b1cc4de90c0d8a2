import { describe, expect, test } from 'vitest';
import { difference } from '../bench/agreement.ts';
import { chance, shuffled } from '../bench/chance.ts';
import { flattened } from '../bench/flattened.ts';
import { partsOf } from '../bench/profile.ts';
import { limitOf, ratio } from '../bench/results.ts';

describe('answers of variants', () => {
  const answer = { page: { nodes: [{ finess: '570000596', beds: 3.1, place: null }], endCursor: 'a' } };

  test('agree where only cursors and roundings differ', () => {
    expect(
      difference(answer, {
        page: { nodes: [{ finess: '570000596', beds: 3.1 + 1e-12, place: null }], endCursor: 'b' },
      }),
    ).toBeNull();
  });

  test.each([
    [{ page: { nodes: [], endCursor: 'a' } }, 'data.page.nodes.length: 1 and 0'],
    [{ page: { nodes: [{ finess: '570000596', beds: 4, place: null }] } }, 'data.page.nodes.0.beds: 3.1 and 4'],
    [{ page: { nodes: [{ finess: '570000596', beds: 3.1 }] } }, 'data.page.nodes.0.place: null and undefined'],
    [{ page: null }, 'data.page: {"nodes"'],
  ])('differ: %j', (other, told) => {
    expect(difference(answer, other)).toContain(told);
  });

  test('may be compared in the part that the second one gives', () => {
    expect(difference(answer, { page: { nodes: [{ beds: 3.1 }] } }, true)).toBeNull();
    expect(difference(answer, { page: { nodes: [{ beds: 4 }] } }, true)).toContain('beds');
  });

  test("of PostGraphile take the shape of the hub's", () => {
    const node = { finess: '1', category: null, categoryCode: '355', memberships: [{ role: 'PARTY' }] };
    expect(flattened({ establishments: { nodes: [node] } })).toEqual({
      establishments: {
        nodes: [{ finess: '1', category: { code: '355', label: '355' }, memberships: { nodes: [{ role: 'PARTY' }] } }],
      },
    });
  });
});

test('what is drawn follows from the seed', () => {
  const items = Array.from({ length: 20 }, (_, index) => index);
  const drawn = (seed: number): number[] => shuffled(items, chance(seed), 5);
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
  expect(new Set(drawn(1)).size).toBe(5);
});

test('ratios are taken round by round, and the faster limit counts', () => {
  const samples = (...throughputs: number[]) =>
    throughputs.map((throughput) => ({ throughput, p50: 1, p99: 1, cpu: 1, cpuOfPostgres: 1 }));
  expect(ratio(samples(10, 40, 30), samples(10, 20, 10), 'throughput')).toEqual({ median: 2, least: 1, most: 3 });
  const rows = samples(9, 9);
  expect(limitOf({ name: '', title: '', samples: { 'limit-json': samples(5, 6), 'limit-rows': rows } })).toBe(rows);
});

test('a profile is told by parts, without the time in which nothing was to be done', () => {
  const nodes = [
    ['(idle)', ''],
    ['(garbage collector)', ''],
    ['parseRow', 'file:///maillage/node_modules/pg/lib/result.js'],
    ['list', 'file:///maillage/dist/services/kit/reading/reader.js'],
    ['emit', 'node:events'],
  ].map(([functionName, url], id) => ({ id, callFrame: { functionName: functionName!, url: url! } }));
  const parts = partsOf({ nodes, samples: [0, 1, 2, 2, 3, 4], timeDeltas: [500, 10, 20, 20, 25, 25] });
  expect(Object.fromEntries(Object.entries(parts).filter(([, share]) => share > 0))).toEqual({
    'collecting garbage': 0.1,
    "PostgreSQL's driver (pg)": 0.4,
    "the hub's own code": 0.25,
    'Node and V8': 0.25,
  });
});
