import { readFile } from 'node:fs/promises';
import type { DatasetSummary } from '../platform/contract/subgraph.ts';

/** A dataset, and the service that has it. */
export interface ListedDataset extends DatasetSummary {
  service: string;
}

/** The datasets of all services, as `schema write` lists them: a gateway that reaches services over HTTP goes by it. */
export const readDatasets = async (): Promise<ListedDataset[]> =>
  JSON.parse(await readFile(new URL('datasets.json', import.meta.url), 'utf8')) as ListedDataset[];
