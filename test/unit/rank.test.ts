import { expect, test } from 'vitest';
import { rankCorrelation } from '../bench/calibration/rank.ts';

test.each<[string, number[], number[], number]>([
  ['the same order', [1, 2, 3, 10], [5, 50, 500, 5000], 1],
  ['the reverse order', [1, 2, 3], [3, 2, 1], -1],
  // By 1 − 6 Σd² / (n (n² − 1)) with d = 1, 1, 0, 0.
  ['two neighbours exchanged', [1, 2, 3, 4], [2, 1, 3, 4], 1 - (6 * 2) / (4 * 15)],
  // By Pearson's formula over the ranks 1.5, 1.5, 3 and 1, 2, 3.
  ['equal values', [7, 7, 9], [1, 2, 3], 1.5 / Math.sqrt(1.5 * 2)],
])('the ranks of %s', (_, ones, others, expected) => {
  expect(rankCorrelation(ones, others)).toBeCloseTo(expected, 10);
});
