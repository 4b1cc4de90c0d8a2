import { DatasetWriter } from '../services/kit/datasets/dataset-writer.ts';
import { serviceOf } from '../services/kit/database/role.ts';
import { datasets, describeDataset, serviceNames } from '../services/registry.ts';
import type { Env } from '../platform/env.ts';

/**
 * What writes rows of partners: with the settings' own URL for that, or the one that the owner's gives. Undefined where a service has
 * only the role of its own, which may write no other service's rows.
 * @param url of the hub's database
 */
export function openWriter(
  {
    PARTNERS_DATABASE_URL,
    ANOMALIES_FROM_ANYBODY: isOpen,
  }: Pick<Env, 'PARTNERS_DATABASE_URL' | 'ANOMALIES_FROM_ANYBODY'>,
  url: string,
): DatasetWriter | undefined {
  const own = PARTNERS_DATABASE_URL ?? url;
  const isOfService = serviceOf(own, serviceNames) !== undefined;
  return isOfService ? undefined : new DatasetWriter(own, { datasets, describe: describeDataset, isOpen });
}
