import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { describeDataset, services } from '../services/registry.ts';
import type { ListedDataset } from './datasets.ts';
import { clientFiles } from './client-files.ts';
import { OperatorError } from '../platform/errors.ts';
import type { Service } from '../services/kit/service.ts';
import { buildServiceSchema } from '../services/kit/subgraph/build-schema.ts';

/** The schema folder, where this file is, in the sources as in the build. */
const folder = new URL('.', import.meta.url);

/** The files of `schema/` by their path in it: the SDL of each subgraph, and the supergraph composed of them. */
export async function composedFiles(composed: Service[] = services): Promise<Map<string, string>> {
  const subgraphs = await Promise.all(
    composed.map(async (service) => ({ name: service.name, typeDefs: (await buildServiceSchema(service)).typeDefs })),
  );
  const result = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs: parse(typeDefs), url: `http://${name}.invalid/graphql` })),
  );
  if (result.errors)
    throw new OperatorError(
      `The subgraphs do not compose:\n${result.errors.map((error) => `  ${error.message}`).join('\n')}`,
    );
  return new Map([
    ...subgraphs.map(({ name, typeDefs }): [string, string] => [`subgraphs/${name}.graphql`, typeDefs]),
    ['supergraph.graphql', `${result.supergraphSdl.trim()}\n`],
  ]);
}

/** The list of all datasets, with the service of each. */
async function datasetList(): Promise<string> {
  const listed = await Promise.all(
    services.flatMap(({ name: service, datasets = [] }) =>
      datasets.map(async (dataset): Promise<ListedDataset> => {
        const { name, meaning } = await describeDataset(dataset);
        return { name, service, meaning };
      }),
    ),
  );
  return `${JSON.stringify(listed, null, 2)}\n`;
}

/** The files that `schema write` writes, by their path from `schema/`: those above, the list of datasets and the client kit. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = await composedFiles();
  const kit = clientFiles(files.get('supergraph.graphql')!);
  return new Map([
    ...files,
    ['datasets.json', await datasetList()],
    ...[...kit].map(([name, text]) => [`../clients/${name}`, text] as const),
  ]);
}

/** Writes the generated files, from the schema folder at `root`. */
export async function writeComposed(root: URL = folder): Promise<void> {
  await mkdir(new URL('../clients/', root), { recursive: true });
  for (const [path, text] of await generatedFiles()) await writeFile(new URL(path, root), text);
}

/** The paths of the generated files that differ from those that stand, from the schema folder at `root`. */
export async function drifted(root: URL = folder): Promise<string[]> {
  const files = await generatedFiles();
  const existing = await Promise.all(
    [...files.keys()].map((path) => readFile(new URL(path, root), 'utf8').catch(() => '')),
  );
  return [...files].filter(([, text], index) => text !== existing[index]).map(([path]) => path);
}
