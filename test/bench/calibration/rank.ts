/** Spearman's correlation of two series: 1 if they rank alike, 0 if their ranks have nothing in common. */
export function rankCorrelation(ones: readonly number[], others: readonly number[]): number {
  const [one, other] = [ranks(ones), ranks(others)];
  const mean = (ones.length - 1) / 2;
  const products = (left: number[], right: number[]): number =>
    left.reduce((total, rank, index) => total + (rank - mean) * (right[index]! - mean), 0);
  return products(one, other) / Math.sqrt(products(one, one) * products(other, other));
}

/** The ranks of values from 0; equal values share the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  const ordered = values.toSorted((one, other) => one - other);
  return values.map((value) => (ordered.indexOf(value) + ordered.lastIndexOf(value)) / 2);
}
