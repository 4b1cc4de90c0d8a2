import { basename } from 'node:path';
import { folderOf, mayImport } from './import-rules.ts';
import { dependenciesOf, type Dependencies } from './imports.ts';

/** Where a file stands: its folder in the import rules, and within a service the service and the module. */
interface Place {
  folder: string;
  service?: string;
  module?: string;
  /** The file's role: `resolver` of `establishment.resolver.ts`, `index` of a manifest. */
  role: string;
}

/** The packages of package.json. */
export interface Packages {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const maxLines = 200;
const roles = ['entity', 'filter', 'listing', 'resolver', 'test', 'bench'];
const vagueNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc']);
const fileName = new RegExp(`^[a-z0-9]+(-[a-z0-9]+)*(\\.(${roles.join('|')}))?\\.ts$`);

/** What modules of one service may take from one another: what a thing is and how it is listed, not what resolves it. */
const lent = new Set(['entity', 'filter', 'listing']);

/**
 * The violations of this repository's rules (imports, sizes, names) in a set of sources, one sentence each.
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
  if (vague) yield `${file}: "${vague}" does not state its purpose`;
}

function* tooLong(file: string, text: string): Generator<string> {
  const lines = text.trimEnd().split('\n').length;
  if (lines > maxLines) yield `${file}: ${lines} lines, more than ${maxLines}`;
}

function* readsEnvironment(file: string, source: Dependencies): Generator<string> {
  // Tests pass their environment to the programs that they start.
  if (!source.readsEnvironment || file === 'platform/env.ts' || file.startsWith('test/')) return;
  yield `${file}: reads the environment, which only platform/env.ts may`;
}

function* outOfBounds(file: string, source: Dependencies): Generator<string> {
  const from = placeOf(file);
  for (const { path, isOwn } of source.imports) {
    if (!isOwn) continue;
    const reason = refusal(from, placeOf(path));
    if (reason) yield `${file}: imports ${path}: ${reason}`;
  }
}

/** Imports of packages that are installed only as another's dependency, or only in development. */
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
  if (!mayImport(from.folder, to.folder)) return `${from.folder} does not import ${to.folder}`;
  const isManifest = to.role === 'index' && to.module === undefined;
  if (to.folder === 'services' && from.folder !== 'test' && !isManifest)
    return 'only the manifest of a service may be imported';
  return undefined;
}

function withinService(from: Place, to: Place): string | undefined {
  if (from.service !== to.service) return 'services do not import services';
  if (from.module !== to.module && from.module !== undefined && to.module !== undefined && !lent.has(to.role)) {
    return 'modules may import only entities, filters and listings from one another';
  }
  if (to.role === 'index' && !(from.role === 'index' && from.module === undefined)) {
    return 'only the manifest or registry above may import a manifest';
  }
  if (lent.has(from.role) && to.role === 'resolver') return 'entities, filters and listings do not import resolvers';
  return undefined;
}

function placeOf(file: string): Place {
  const folder = folderOf(file);
  const role = /(?:^|\.)(\w+)\.ts$/.exec(basename(file))?.[1] ?? '';
  if (folder !== 'services') return { folder, role };
  const [, service, module, ...deeper] = file.split('/');
  return { folder, role, service, module: deeper.length > 0 ? module : undefined };
}

/** Each circle of files that import one another, types included, once, from its first file by name. */
function cycles(sources: ReadonlyMap<string, Dependencies>): string[] {
  const rings = new Map<string, string>();
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      const ring = path.slice(path.indexOf(file));
      rings.set(ring.toSorted().join(), `${[...ring, file].join(' → ')}: they import one another`);
      return;
    }
    if (done.has(file)) return;
    for (const { path: next, isOwn } of sources.get(file)?.imports ?? []) if (isOwn) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of [...sources.keys()].toSorted()) visit(file, []);
  return [...rings.values()];
}
