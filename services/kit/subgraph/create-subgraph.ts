import type { Subgraph } from '../../../platform/contract/subgraph.ts';
import type { ServiceDatabase } from '../database/service-database.ts';
import type { DatasetWriter } from '../datasets/dataset-writer.ts';
import { RequestReader } from '../reading/request-reader.ts';
import type { Service } from '../service.ts';
import { describe } from '../datasets/describe.ts';
import { buildServiceSchema } from './build-schema.ts';
import { forgetAroundMutations } from './forgetful-mutations.ts';
import { datasetDoor } from './dataset-door.ts';

/**
 * A service over its database, ready to be served.
 * @param writer writes rows of partners; without it the service only reads
 */
export async function createSubgraph(
  service: Service,
  database: ServiceDatabase,
  writer?: DatasetWriter,
): Promise<Subgraph> {
  const entityTypes = new Map(
    service.modules.flatMap((module) => module.entityTypes).map((entity) => [entity.type.name, entity]),
  );
  const built = await buildServiceSchema(service);
  forgetAroundMutations(built.schema);
  const datasets = (service.datasets ?? []).map((dataset) => describe(dataset, built.schema));
  return {
    name: service.name,
    ...built,
    ...(datasets.length > 0 && { datasets: datasetDoor(service.name, datasets, writer) }),
    createContext: (scope) =>
      new RequestReader(database.reader(scope), database.optionsOf(scope), entityTypes, scope.caller, writer),
  };
}
