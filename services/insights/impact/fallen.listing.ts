import { DependencyDirection } from '../dependencies/dependency.filter.ts';
import { reachedFrom, type Reached, type Step } from '../dependencies/reach.listing.ts';
import type { Context } from '../tables.ts';
import type { Stop } from './lost.listing.ts';

/** The ties that fall with a stop, directly and in turn: walked once, when they are first asked for. */
export function fallen(
  context: Context,
  { finess, establishments, ties }: Stop,
  maxDepth: number,
): () => Promise<Reached> {
  const first = ties.map((tie): Step => {
    // Who operates a unit elsewhere is not on the way from the place that stops.
    const isOn = finess === null || establishments.includes(tie.providerFiness);
    const path = [...(finess ? [finess] : []), ...(isOn ? [tie.providerFiness] : []), tie.consumerFiness];
    return { tie, depth: 1, path: path.filter((each, index) => each !== path[index - 1]) };
  });
  const where = { direction: DependencyDirection.DOWNSTREAM, except: establishments };
  let reached: Promise<Reached> | undefined;
  return () => (reached ??= reachedFrom(context, [first], where, maxDepth).then(([only]) => only!));
}
