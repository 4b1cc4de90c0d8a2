import type { Context } from '../tables.ts';
import { DependencyDirection, type DependencyWhere } from './dependency.filter.ts';
import { Rollup, tiesHeldBy } from './tie.listing.ts';
import { byDepth, Graph, tiesReachedBy, Walk, type ReachedTie, type Start } from './walk.ts';

export type { ReachedTie } from './walk.ts';

/** The ties that can be reached from one start. */
export interface Reached {
  /** By depth, then by the key of the tie. */
  ties: ReachedTie[];
  /** Whether there are more ties than these. */
  truncated: boolean;
}

/** The maximum number of ties of one start. More would be too many to read or to draw. */
const maxTies = 1000;

/** The ties that can be reached from each start. Each depth is one statement for all starts. */
export async function reachedFrom(
  context: Context,
  starts: Start[],
  where: DependencyWhere,
  maxDepth: number,
): Promise<Reached[]> {
  const graph = new Graph(where.direction);
  const rollup = where.direction === DependencyDirection.UPSTREAM ? Rollup.Sites : Rollup.LegalEntity;
  const walks = starts.map((start) => {
    // Directly to an establishment, rather than through the rollup of the start.
    const first = start.first.toSorted((one, other) => one.path.length - other.path.length);
    return { walk: new Walk(graph, { ...start, first }), count: first.length };
  });
  for (let depth = 2; depth <= maxDepth; depth++) {
    const open = walks.filter(({ walk, count }) => walk.frontier.size > 0 && count <= maxTies);
    const met = new Set(open.flatMap(({ walk }) => [...walk.frontier.keys()]));
    const unknown = [...met].filter((finess) => !graph.has(finess));
    if (unknown.length > 0) graph.add(unknown, await tiesHeldBy(context, unknown, rollup, where));
    for (const one of open) one.count += one.walk.advance();
  }
  return walks.map(({ walk }) => {
    const isOpen = walk.frontier.size > 0 && walk.depth < maxDepth;
    // Once no new establishment is left to meet, a longer detour may still lead to a tie.
    const ties = tiesReachedBy(walk, isOpen ? walk.depth : maxDepth);
    return { ties: ties.slice(0, maxTies), truncated: isOpen || ties.length > maxTies };
  });
}

/** What can be reached from several starts together. Their ties must differ. */
export const together = (parts: Reached[]): Reached => {
  const ties = parts.flatMap((part) => part.ties).toSorted(byDepth);
  return { ties: ties.slice(0, maxTies), truncated: ties.length > maxTies || parts.some((part) => part.truncated) };
};

/** The dependencies of an establishment and of its sites. */
export const dependenciesOf = (
  context: Context,
  finess: string,
  where: DependencyWhere,
  maxDepth: number,
): Promise<Reached> =>
  context
    .loader(`dependencies to ${maxDepth} ${JSON.stringify(where)}`, async (establishments) => {
      const graph = new Graph(where.direction);
      const ties = await tiesHeldBy(context, [...establishments], Rollup.Sites, where);
      const first = Map.groupBy(ties, ({ holder }) => holder);
      const starts = establishments.map((start) => ({
        first: (first.get(start) ?? []).map((tie): ReachedTie => {
          const path = [start, graph.nearEnd(tie), graph.farEnd(tie)];
          return { tie, depth: 1, path: path.filter((each, index) => each !== path[index - 1]) };
        }),
      }));
      return reachedFrom(context, starts, where, maxDepth);
    })
    .load(finess);
