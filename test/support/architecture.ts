import { basename } from 'node:path';
import { dependenciesOf, type Dependencies } from './imports.ts';

/** Where a file stands: its folder in {@link mayImport}, and within a service the service and the module. */
interface Place {
  folder: string;
  service?: string;
  module?: string;
  /** The file's role: `resolver` of `establishment.resolver.ts`, `index` of a manifest. */
  role: string;
}

/** The packages that package.json asks for, those that are there in development alone apart. */
export interface Packages {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const maxLines = 200;
const roles = ['entity', 'filter', 'listing', 'resolver', 'test', 'bench'];
const vagueNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc']);
const fileName = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${roles.join('|')}))?\\.ts$`);

/** The folders of imports, each with what it may import: what all sources share, what some share, then a folder a source. */
const imports: Record<string, readonly string[]> = {
  'imports/pipeline': ['platform', 'services/kit'],
  'imports/territories': ['platform', 'imports/pipeline'],
  'imports/register': ['platform', 'services/kit', 'imports/pipeline'],
  'imports/finess': ['platform', 'imports/pipeline', 'imports/territories', 'imports/register'],
  'imports/finess-plus': ['platform', 'imports/pipeline', 'imports/territories', 'imports/register'],
  'imports/sae': ['platform', 'imports/pipeline', 'imports/territories', 'imports/register'],
  'imports/population': ['platform', 'imports/pipeline', 'imports/territories'],
  'imports/datasets': ['platform', 'services/kit', 'services', 'imports/pipeline'],
  'imports/partner': ['platform', 'imports/pipeline', 'imports/datasets'],
  'imports/reference': [
    'platform',
    'services/kit',
    'imports/pipeline',
    'imports/territories',
    'imports/register',
    'imports/datasets',
  ],
};

/** What each folder may import beside itself: other folders, or single files. How the files of a service may is in `withinService`. */
const mayImport: Record<string, readonly string[]> = {
  platform: ['services/kit'],
  'services/kit': ['platform'],
  services: ['platform', 'services/kit'],
  'services/registry.ts': ['services', 'services/kit'],
  schema: ['platform', 'services/kit', 'services/registry.ts'],
  ...imports,
  imports: ['platform', ...Object.keys(imports)],
  gateway: ['platform', 'schema'],
  cli: [
    'platform',
    'services/kit',
    'services/registry.ts',
    'imports',
    'imports/pipeline',
    'imports/datasets',
    'schema',
    'gateway',
  ],
  test: [
    'platform',
    'services/kit',
    'services',
    'services/registry.ts',
    'imports',
    ...Object.keys(imports),
    'schema',
    'gateway',
    'cli',
  ],
};

/** The folders, the most particular first. */
const folders = Object.keys(mayImport).toSorted((one, other) => other.length - one.length);

/** What modules of one service may take from one another: what a thing is and how it is listed, not what resolves it. */
const lent = new Set(['entity', 'filter', 'listing']);

/**
 * The rules of this repository (who may import whom, sizes, names) that a set of sources breaks, a sentence each.
 * @param files the text of each source by its path from the repository's root
 */
export function violations(files: ReadonlyMap<string, string>, packages: Packages): string[] {
  const sources = new Map([...files].map(([file, text]) => [file, dependenciesOf(file, text)]));
  return [
    ...[...files].flatMap(([file, text]) => [...misnamed(file), ...tooLong(file, text)]),
    ...[...sources].flatMap(([file, source]) => [
      ...outOfBounds(file, source),
      ...undeclared(file, source, packages),
      ...readsEnvironment(file, source),
    ]),
    ...cycles(sources),
  ];
}

function* misnamed(file: string): Generator<string> {
  const name = basename(file);
  if (!fileName.test(name)) yield `${file}: its name is not kebab-case.ts or kebab-case.role.ts (${roles.join(', ')})`;
  const vague = file.split(/[/.]/).find((word) => vagueNames.has(word));
  if (vague) yield `${file}: "${vague}" does not say what it is for`;
}

function* tooLong(file: string, text: string): Generator<string> {
  const lines = text.trimEnd().split('\n').length;
  if (lines > maxLines) yield `${file}: ${lines} lines, where ${maxLines} are the most`;
}

function* readsEnvironment(file: string, source: Dependencies): Generator<string> {
  // Tests hand their environment to the programs they start.
  if (!source.readsEnvironment || file === 'platform/env.ts' || file.startsWith('test/')) return;
  yield `${file}: reads the environment, which platform/env.ts alone does`;
}

function* outOfBounds(file: string, source: Dependencies): Generator<string> {
  const from = placeOf(file);
  for (const { path, isOwn } of source.imports) {
    if (!isOwn) continue;
    const reason = refusal(from, placeOf(path));
    if (reason) yield `${file}: imports ${path}: ${reason}`;
  }
}

/** What is there by chance alone, as another package brings it, or in development alone. */
function* undeclared(file: string, source: Dependencies, packages: Packages): Generator<string> {
  for (const { path, isOwn, isErased } of source.imports) {
    if (isOwn || path.startsWith('node:')) continue;
    const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/');
    const isDevelopment = isErased || file.startsWith('test/');
    if (name in packages.dependencies || (isDevelopment && name in packages.devDependencies)) continue;
    yield `${file}: imports ${name}, which package.json does not list among its ${isDevelopment ? 'packages' : 'dependencies'}`;
  }
}

function refusal(from: Place, to: Place): string | undefined {
  if (to.folder === 'test' && from.folder !== 'test') return 'nothing imports the tests';
  if (from.folder === 'services' && to.folder === 'services') return withinService(from, to);
  if (from.folder !== to.folder && !mayImport[from.folder]?.includes(to.folder)) {
    return `${from.folder} does not import ${to.folder}`;
  }
  const isManifest = to.role === 'index' && to.module === undefined;
  if (to.folder === 'services' && from.folder !== 'test' && !isManifest) return 'a service shows its manifest alone';
  return undefined;
}

function withinService(from: Place, to: Place): string | undefined {
  if (from.service !== to.service) return 'services do not import services';
  if (from.module !== to.module && from.module !== undefined && to.module !== undefined && !lent.has(to.role)) {
    return 'modules take entities, filters and listings from one another, nothing else';
  }
  if (to.role === 'index' && !(from.role === 'index' && from.module === undefined)) {
    return 'a manifest is for the manifest or the registry above it';
  }
  if (lent.has(from.role) && to.role === 'resolver')
    return 'resolvers stand on entities, filters and listings, not below';
  return undefined;
}

function placeOf(file: string): Place {
  const folder = folders.find((name) => file === name || file.startsWith(`${name}/`)) ?? file.split('/', 1)[0]!;
  const role = /(?:^|\.)(\w+)\.ts$/.exec(basename(file))?.[1] ?? '';
  if (folder !== 'services') return { folder, role };
  const [, service, module, ...deeper] = file.split('/');
  return { folder, role, service, module: deeper.length > 0 ? module : undefined };
}

/** Each ring of files that load one another at run time, once, from its first file by name. */
function cycles(sources: ReadonlyMap<string, Dependencies>): string[] {
  const rings = new Map<string, string>();
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      const ring = path.slice(path.indexOf(file));
      rings.set(ring.toSorted().join(), `${[...ring, file].join(' → ')}: they import one another at run time`);
      return;
    }
    if (done.has(file)) return;
    for (const next of sources.get(file)?.imports ?? []) if (!next.isErased) visit(next.path, [...path, file]);
    done.add(file);
  };
  for (const file of [...sources.keys()].toSorted()) visit(file, []);
  return [...rings.values()];
}
