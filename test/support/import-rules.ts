/**
 * What the files of each folder may import beside their own folder: other folders, with what is in them, and single files.
 * The most particular folder holds a file. How the files of one service may import one another, and that a service shows
 * its manifest alone, is in `architecture.ts`.
 */
export const importRules: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  'services/kit/vocabulary': ['platform'],
  'services/kit/reading': ['platform', 'services/kit/vocabulary', 'services/kit/datasets'],
  'services/kit/register': ['platform', 'services/kit/vocabulary', 'services/kit/reading'],
  'services/kit/sheets': ['platform'],
  'services/kit/datasets': ['platform', 'services/kit/sheets', 'services/kit/database'],
  'services/kit/service.ts': ['services/kit/reading', 'services/kit/datasets'],
  'services/kit/database': ['platform', 'services/kit/service.ts', 'services/kit/datasets'],
  'services/kit/subgraph': ['platform', 'services/kit'],
  services: ['platform', 'services/kit'],
  'services/registry.ts': ['platform', 'services'],
  schema: ['platform', 'services/kit', 'services/registry.ts'],

  'imports/pipeline': ['platform', 'services/kit'],
  'imports/territories': ['platform', 'services/kit', 'imports/pipeline'],
  'imports/register': ['platform', 'services/kit', 'imports/pipeline'],
  'imports/finess': ['platform', 'services/kit', 'imports/pipeline', 'imports/territories', 'imports/register'],
  'imports/finess-plus': ['platform', 'services/kit', 'imports/pipeline', 'imports/territories', 'imports/register'],
  'imports/sae': ['platform', 'services/kit', 'imports/pipeline', 'imports/territories', 'imports/register'],
  'imports/population': ['platform', 'services/kit', 'imports/pipeline', 'imports/territories'],
  'imports/partner': ['platform', 'services/kit', 'services/registry.ts', 'imports/pipeline'],
  'imports/reference': [
    'platform',
    'services/kit',
    'services/registry.ts',
    'imports/pipeline',
    'imports/territories',
    'imports/register',
  ],
  imports: ['platform', 'services/kit', 'imports'],

  'gateway/cost': [],
  'gateway/local-engine': [],
  'gateway/remote-engine': [],
  'gateway/operation': [],
  'gateway/rules': ['platform', 'schema', 'gateway/cost', 'gateway/operation'],
  'gateway/doors': ['platform', 'schema', 'gateway/rules'],
  'gateway/server': [
    'platform',
    'schema',
    'gateway/operation',
    'gateway/rules',
    'gateway/doors',
    'gateway/local-engine',
    'gateway/remote-engine',
  ],

  'cli/new-module': [],
  cli: ['platform', 'services/kit', 'services/registry.ts', 'imports', 'schema', 'gateway/rules', 'gateway/server'],
  clients: [],
  test: ['platform', 'services', 'imports', 'schema', 'gateway', 'cli', 'clients'],
};

/** The folders, the most particular first. */
const folders = Object.keys(importRules).toSorted((one, other) => other.length - one.length);

const covers = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** The folder of a file in the rules; its top-level folder where the rules name none. */
export const folderOf = (file: string): string =>
  folders.find((folder) => covers(folder, file)) ?? file.split('/', 1)[0]!;

/** Whether the files of one folder may import those of another. */
export const mayImport = (from: string, to: string): boolean =>
  from === to || (importRules[from] ?? []).some((allowed) => covers(allowed, to));
