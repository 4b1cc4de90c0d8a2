import { DependencyDirection } from '../dependencies/dependency.filter.ts';
import { reachedFrom, together, type Reached, type ReachedTie } from '../dependencies/reached-tie.listing.ts';
import type { Context } from '../tables.ts';
import type { Stoppage } from './stoppage.listing.ts';

/** By which rule a loss is followed, in words. */
export const criterion =
  'Same service: an establishment that loses a service fails those whom it provides with that service (the same discipline, modality, specialty, activity, structure, meals or linen), and no others.';

/**
 * The ties that fail in a stoppage, directly and in turn, read on the first call. A loss carries as far as its own service: who no longer
 * receives it cannot pass it on, whereas linen that is missing does not stop the analyses of a laboratory.
 */
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
  const starts = [...Map.groupBy(first, ({ tie }) => tie.service)].map(([service, own]) => ({ first: own, service }));
  return () => (reached ??= reachedFrom(context, starts, where, maxDepth).then(together));
}
