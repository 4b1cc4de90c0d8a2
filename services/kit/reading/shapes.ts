import { signature } from './keyset.ts';
import type { PageQuery } from './list.ts';
import type { Parent } from './listing.ts';

// The shapes by which the kept statements of a listing are distinguished: each contains everything that changes its
// statement, except the values of placeholders.

/** Statements with one key differ from those with several. */
const quantity = (keys: readonly string[]): string => (keys.length === 1 ? 'one' : 'several');

/** The shape of a statement by keys. */
export const keysShape = (keys: readonly string[]): string => `by ${quantity(keys)}`;

/** The shape of all rows of some parents; null if the parent has a join, which may depend on arguments. */
export const childrenShape = (parent: Parent, parents: readonly string[], where: unknown): string | null =>
  parent.through ? null : `all of ${quantity(parents)} ${parent.name} where ${JSON.stringify(where)}`;

/** The shape of a page, or of a page of each parent; null if the parent has a join, which may depend on arguments. */
export function pageShape(
  { columns, where, keys, isBackward, bounds, limit, isCounted = false }: PageQuery,
  parent?: Parent,
): string | null {
  if (parent?.through) return null;
  const direction = isBackward ? 'backward' : 'forward';
  const sides = bounds.map(({ side }) => side).join();
  const page = `${limit} by ${signature(keys)} ${direction} ${sides} counted ${isCounted}`;
  return `page of ${parent?.name ?? 'all'}: ${columns.join()} ${page} where ${JSON.stringify(where)}`;
}
