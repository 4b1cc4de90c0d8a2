import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { generate, type CodegenConfig } from '@graphql-codegen/cli';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outcomeOf, root, type Outcome } from '../examples/program.ts';
import { useHub } from './hub.ts';

const hub = useHub();
const fine: Outcome = { code: 0, stdout: '', stderr: '' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-typescript-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});

afterAll(() => rm(folder, { recursive: true }));

const query =
  'query Sites($after: String) { establishments(first: 3, after: $after) { nodes { id name openedOn category { label } } } }';

/** A client of the query's type, which fails to compile if a field has another type, or one that was not selected is there. */
const client = (before: string): string => `${before}
type Site = NonNullable<Sites['establishments']>['nodes'][number];
export const name = (site: Site): string => site.name;
export const openedOn = (site: Site): string | null | undefined => site.openedOn;
export const label = (site: Site): string | undefined => site.category?.label;
// @ts-expect-error A day is a text.
export const year = (site: Site): number => site.openedOn;
// @ts-expect-error It was not selected.
export const finess = (site: Site): unknown => site.finess;
`;

/** What the compiler says of a client, in a folder with the files that were generated for it. */
async function compiled(files: Record<string, string>): Promise<Outcome> {
  const options = { strict: true, target: 'ES2024', module: 'NodeNext', types: [], noEmit: true, skipLibCheck: true };
  const project = await mkdtemp(join(folder, 'client-'));
  const all = { 'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['src'] }), ...files };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), content);
  }
  return outcomeOf(project, join(root, 'node_modules/.bin/tsc'), []);
}

test('gql.tada has the types of what is selected, with the scalars of docs/clients.md', async () => {
  const asked = getIntrospectionQuery();
  const response = await fetch(`${hub.url}?query=${encodeURIComponent(asked)}`);
  const { data } = (await response.json()) as { data: IntrospectionQuery };
  const source = `import { initGraphQLTada, type ResultOf } from 'gql.tada';
import type { introspection } from './graphql-env.js';
const graphql = initGraphQLTada<{ introspection: introspection; scalars: { Date: string; DateTime: string } }>();
const document = graphql(\`${query}\`);
type Sites = ResultOf<typeof document>;`;
  const types = outputIntrospectionFile(minifyIntrospection(data), { fileType: '.d.ts' });
  expect(await compiled({ 'src/graphql-env.d.ts': types, 'src/client.ts': client(source) })).toEqual(fine);
});

test('codegen has the types of what is selected, with the scalars of the kit', async () => {
  const kit = JSON.parse(await readFile(join(root, 'clients/codegen.json'), 'utf8')) as CodegenConfig['config'];
  const documents = join(folder, 'sites.graphql');
  await writeFile(documents, query);
  const preset = { preset: 'client' as const, presetConfig: { fragmentMasking: false } };
  const config = { ...kit, useTypeImports: true };
  const generates = { 'src/generated/': { ...preset, config } };
  const files = (await generate({ schema: hub.url, documents, generates, silent: true }, false)) as {
    filename: string;
    content: string;
  }[];
  const generated = Object.fromEntries(files.map(({ filename, content }) => [filename, content]));
  const source = `import type { SitesQuery as Sites } from './generated/graphql.js';`;
  const { 'src/generated/graphql.ts': types } = generated;
  expect(await compiled({ 'src/generated/graphql.ts': types!, 'src/client.ts': client(source) })).toEqual(fine);
});
