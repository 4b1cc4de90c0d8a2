import type { Context } from '../tables.ts';
import { DependencyDirection, type DependencyWhere } from './dependency.filter.ts';
import { Rollup, tiesHeldBy } from './tie.listing.ts';
import { Graph, Reach, stepsOf, type Step } from './walk.ts';

export type { Step } from './walk.ts';

/** What can be reached from one start. */
export interface Reached {
  /** By depth, then by the key of the tie. */
  steps: Step[];
  /** Whether there are more ties than are told. */
  truncated: boolean;
}

/** How many ties are told of one start: what a reader or a drawing can still hold. */
const maxTies = 1000;

/** The ties that can be reached from each of several starts, given by their first ties: one statement a depth for all. */
export async function reachedFrom(
  context: Context,
  starts: Step[][],
  where: DependencyWhere,
  maxDepth: number,
): Promise<Reached[]> {
  const graph = new Graph(where.direction);
  const rollup = where.direction === DependencyDirection.UPSTREAM ? Rollup.Sites : Rollup.LegalEntity;
  const walks = starts.map((given) => {
    // By the straight way to an establishment, rather than through the rollup of the start.
    const first = given.toSorted((one, other) => one.path.length - other.path.length);
    return { first, reach: new Reach(graph, first), count: first.length };
  });
  for (let depth = 2; depth <= maxDepth; depth++) {
    const open = walks.filter(({ reach, count }) => reach.frontier.size > 0 && count <= maxTies);
    const met = new Set(open.flatMap(({ reach }) => [...reach.frontier.keys()]));
    const unknown = [...met].filter((finess) => !graph.has(finess));
    if (unknown.length > 0) graph.add(unknown, await tiesHeldBy(context, unknown, rollup, where));
    for (const walk of open) walk.count += walk.reach.advance();
  }
  return walks.map(({ first, reach }) => {
    const isOpen = reach.frontier.size > 0 && reach.depth < maxDepth;
    // Where nothing new is left to meet, a longer way round may still lead to a tie.
    const steps = stepsOf(reach, first, isOpen ? reach.depth : maxDepth);
    return { steps: steps.slice(0, maxTies), truncated: isOpen || steps.length > maxTies };
  });
}

/** The dependencies of an establishment and of its sites. */
export const dependenciesOf = (
  context: Context,
  finess: string,
  where: DependencyWhere,
  maxDepth: number,
): Promise<Reached> =>
  context
    .loader(`dependencies to ${maxDepth} ${JSON.stringify(where)}`, async (asked) => {
      const graph = new Graph(where.direction);
      const ties = await tiesHeldBy(context, [...asked], Rollup.Sites, where);
      const first = Map.groupBy(ties, ({ holder }) => holder);
      const starts = asked.map((one) =>
        (first.get(one) ?? []).map((tie): Step => {
          const path = [one, graph.near(tie), graph.far(tie)];
          return { tie, depth: 1, path: path.filter((each, index) => each !== path[index - 1]) };
        }),
      );
      return reachedFrom(context, starts, where, maxDepth);
    })
    .load(finess);
