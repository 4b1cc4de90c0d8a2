import type { Env } from '../../platform/env.ts';
import type { Metrics } from '../../platform/observability/metrics.ts';
import type { ErrorLog } from './error-log.ts';
import { openRateStore } from './rate-store.ts';
import type { Rates } from './rate.ts';

/** Opens the store of the settings, if they name one, and counts refusals and the store's failures in the metrics. */
export async function openCounting(
  { RATE_STORE_URL: url }: Pick<Env, 'RATE_STORE_URL'>,
  logger: ErrorLog,
  metrics: Metrics | undefined,
): Promise<Pick<Rates, 'store' | 'onRefusal'>> {
  return {
    onRefusal: (reason) => metrics?.refused(reason),
    store: url === undefined ? undefined : await openRateStore(url, logger, () => metrics?.rateStoreFailed()),
  };
}
