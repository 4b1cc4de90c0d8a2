import { addDatabaseMetrics } from '../services/kit/database/database-metrics.ts';
import { explain } from '../services/kit/database/explain.ts';
import type { ServiceDatabase } from '../services/kit/database/service-database.ts';
import type { Observed } from '../platform/observability/observability.ts';

/** What observability takes from the services' databases: their gauges, and the plans of slow statements. */
export function observeDatabases(
  databases: readonly ServiceDatabase[],
): Required<Pick<Observed, 'addGauges' | 'explain'>> {
  const byService = new Map(databases.map((database) => [database.service.name, database]));
  return {
    addGauges: (registry) => addDatabaseMetrics(registry, databases),
    explain: (service, text) => explain(byService.get(service)!.pools[0]!, text),
  };
}
