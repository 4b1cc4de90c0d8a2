import { DependencyDirection } from '../dependencies/dependency.filter.ts';
import { reachedFrom, type Reached, type ReachedTie } from '../dependencies/reached-tie.listing.ts';
import type { Context } from '../tables.ts';
import type { Stoppage } from './stoppage.listing.ts';

/** The ties that fail in a stoppage, directly and in turn. They are read on the first call. */
export function affectedBy(
  context: Context,
  { finess, establishments, ties }: Stoppage,
  maxDepth: number,
): () => Promise<Reached> {
  const first = ties.map((tie): ReachedTie => {
    // The operator of a unit elsewhere is not on the path from the place that stops.
    const isOn = finess === null || establishments.includes(tie.providerFiness);
    const path = [...(finess ? [finess] : []), ...(isOn ? [tie.providerFiness] : []), tie.consumerFiness];
    return { tie, depth: 1, path: path.filter((each, index) => each !== path[index - 1]) };
  });
  const where = { direction: DependencyDirection.DOWNSTREAM, except: establishments };
  let reached: Promise<Reached> | undefined;
  return () => (reached ??= reachedFrom(context, [first], where, maxDepth).then(([only]) => only!));
}
