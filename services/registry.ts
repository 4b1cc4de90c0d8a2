import { clinical } from './clinical/index.ts';
import { establishments } from './establishments/index.ts';
import { insights } from './insights/index.ts';
import { logistics } from './logistics/index.ts';
import type { GraphQLSchema } from 'graphql';
import { OperatorError } from '../platform/errors.ts';
import type { Dataset } from './kit/datasets/dataset.ts';
import { describe, type DescribedDataset } from './kit/datasets/describe.ts';
import { suggest } from './kit/datasets/suggest.ts';
import type { Service } from './kit/service.ts';
import { buildServiceSchema } from './kit/subgraph/build-schema.ts';

/** Every service of the hub. No other list names them. */
export const services: Service[] = [establishments, clinical, logistics, insights];

/** The names of all services. */
export const serviceNames: string[] = services.map(({ name }) => name);

/** Every dataset, each after those that its rows refer to. */
export const datasets: Dataset[] = services.flatMap((service) => service.datasets ?? []);

/** The dataset with a name. @throws OperatorError when there is none */
export function datasetNamed(name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found) return found;
  const names = datasets.map((dataset) => dataset.name);
  const hint = suggest(name, names) || `; the datasets are ${names.join(', ')}.`;
  throw new OperatorError(`Unknown dataset ${name}${hint}`);
}

const schemas = new Map<Service, Promise<GraphQLSchema>>();

/** A dataset with the descriptions and enumerations of its service's graph. */
export async function describeDataset(dataset: Dataset): Promise<DescribedDataset> {
  const service = services.find((each) => each.datasets?.includes(dataset))!;
  let schema = schemas.get(service);
  if (!schema) schemas.set(service, (schema = buildServiceSchema(service).then((built) => built.schema)));
  return describe(dataset, await schema);
}
