import type { Domain } from '../../kit/vocabulary/domain.ts';
import type { Tie } from '../dependencies/tie.listing.ts';
import type { Stoppage } from './stoppage.listing.ts';

/** The loss of one establishment in one domain. */
export interface Unmet {
  stoppage: Stoppage;
  finess: string;
  domain: Domain;
  services: string[];
  share: number | null;
  dailyVolume: number | null;
}

/** The losses of the establishments that a stoppage affects directly, by domain. */
export function unmetBy(stoppage: Stoppage): Unmet[] {
  const byNeed = Map.groupBy(stoppage.ties, (tie) => `${tie.consumerFiness} ${tie.domain}`);
  return [...byNeed]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, ties]) => {
      const byService = Map.groupBy(ties, ({ service }) => service);
      const shares = [...byService.values()].map((own) => sumOfKnown(own.map(({ share }) => share)));
      const known = shares.filter((share) => share !== null);
      return {
        stoppage,
        finess: ties[0]!.consumerFiness,
        domain: ties[0]!.domain as Domain,
        services: [...byService.keys()],
        // Shares of different needs do not add up.
        share: known.length > 0 ? Math.min(Math.max(...known), 1) : null,
        dailyVolume: sumOfKnown(ties.map(({ dailyVolume }) => dailyVolume)),
      };
    });
}

/** The sum of the known figures, without binary rounding errors; null if none is known. */
function sumOfKnown(figures: Tie['share'][]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length > 0 ? Number(known.reduce((sum, figure) => sum + figure, 0).toFixed(9)) : null;
}
