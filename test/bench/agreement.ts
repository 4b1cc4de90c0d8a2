/** Cursors and global ids are each server's own, and mean nothing to another. */
const ownToEach = new Set(['cursor', 'startCursor', 'endCursor', 'id']);

/**
 * Where two answers differ, as a path; null where they agree. Figures may differ as their roundings do.
 * @param isPart whether the other one may leave fields out
 */
export function difference(one: unknown, other: unknown, isPart = false, path = 'data'): string | null {
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return `${path}.length: ${one.length} and ${other.length}`;
    return first(one.keys(), (index) => difference(one[index], other[index], isPart, `${path}.${index}`));
  }
  if (isObject(one) && isObject(other)) {
    const keys = new Set([...(isPart ? [] : Object.keys(one)), ...Object.keys(other)]);
    return first(
      [...keys].filter((key) => !ownToEach.has(key)),
      (key) => difference(one[key], other[key], isPart, `${path}.${key}`),
    );
  }
  const isSame =
    typeof one === 'number' && typeof other === 'number'
      ? Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other))
      : one === other;
  return isSame ? null : `${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function first<Item>(items: Iterable<Item>, differenceOf: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = differenceOf(item);
    if (found !== null) return found;
  }
  return null;
}
