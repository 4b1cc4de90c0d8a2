import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withElement, withImport } from './edits.ts';
import { camelCase, checkNames, fill, pascalCase, type Names } from './names.ts';

const usage = `usage: npm run new:module -- <service> <module> <thing> [--plural <things>] [--figure <figure>]

Writes a module that compiles and answers: entity, filter, listing, resolvers, migration, dataset and test.
  service    the service that it belongs to
  module     the folder of the module, such as dialysis
  thing      what it holds, such as dialysis-unit
  --plural   its plural; defaults to the thing with an s
  --figure   what a source counts of it, such as stations; defaults to capacity
`;

const templates = new URL('template/', import.meta.url);
const read = (file: string): string => readFileSync(file, 'utf8');
const filled = (template: string, names: Names): string =>
  fill(read(fileURLToPath(new URL(`${template}.template`, templates))), names);

/** Where each template goes, by its name. */
function targetsOf({ service, module, thing }: Names): Record<string, string> {
  const folder = `services/${service}/${module}`;
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  return {
    entity: `${folder}/${thing}.entity.ts`,
    filter: `${folder}/${thing}.filter.ts`,
    listing: `${folder}/${thing}.listing.ts`,
    resolver: `${folder}/${thing}.resolver.ts`,
    establishment: `${folder}/establishment.ts`,
    index: `${folder}/index.ts`,
    migration: `services/${service}/migrations/${today}-${module}.ts`,
    dataset: `services/${service}/datasets/${module}.ts`,
    test: `test/services/${service}/${module}.test.ts`,
  };
}

/** The files that list what there is, as they are with the module in them. */
function edited(names: Names, migration: string): Map<string, string> {
  const { service, module, thing, things } = names;
  const [manifest, tables] = [`services/${service}/index.ts`, `services/${service}/tables.ts`];
  const datasets = `services/${service}/datasets/index.ts`;
  // What `node(id)` finds.
  const nodeTypes = 'services/establishments/nodes/foreign.entity.ts';
  const imported = [
    `import { ${camelCase(module)}Module } from './${module}/index.ts';`,
    `import { ${pascalCase(module)} } from '${migration.replace(`services/${service}`, '.')}';`,
  ].join('\n');
  const withModule = withElement(read(manifest), 'modules: [', ']', `${camelCase(module)}Module`);
  const entity = `import type { ${pascalCase(thing)} } from './${module}/${thing}.entity.ts';`;
  const dataset = `import { ${camelCase(things)} } from './${module}.ts';`;
  return new Map([
    [manifest, withImport(withElement(withModule, 'migrations: [', ']', pascalCase(module)), imported)],
    [
      tables,
      withImport(withElement(read(tables), 'InferClassEntityDB<', '>', `typeof ${pascalCase(thing)}`, ' |'), entity),
    ],
    [nodeTypes, `${read(nodeTypes)}${filled('node', names)}`],
    [datasets, withImport(withElement(read(datasets), 'Dataset[] = [', ']', camelCase(things)), dataset)],
  ]);
}

function write(names: Names): string[] {
  const targets = targetsOf(names);
  const taken = Object.values(targets).find((file) => existsSync(file));
  if (taken) throw new RangeError(`${taken} exists already: choose another name`);
  const files = edited(names, targets['migration']!);
  for (const [template, file] of Object.entries(targets)) {
    files.set(file, filled(template, names));
  }
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return [...files.keys()];
}

function readNames(): Names {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { plural: { type: 'string' }, figure: { type: 'string' } },
  });
  const [service = '', module = '', thing = ''] = positionals;
  if (positionals.length !== 3) throw new RangeError(usage);
  const { plural: things = `${thing}s`, figure = 'capacity' } = values;
  // The read side has no tables of its own.
  const services = globSync('services/*/foreign/source.entity.ts')
    .map((file) => basename(dirname(dirname(file))))
    .filter((name) => name !== 'insights')
    .toSorted();
  return checkNames({ service, module, thing, things, figure }, services);
}

try {
  const names = readNames();
  const files = write(names);
  const run = (program: string, ...args: string[]): unknown =>
    execFileSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  run(join('node_modules', 'oxfmt', 'bin', 'oxfmt'), ...files);
  run('maillage.mjs', 'schema', 'write');
  process.stdout.write(
    `${files.join('\n')}\n\nNext: docs/adding-a-module.md, and npx vitest run ${targetsOf(names)['test']}\n`,
  );
} catch (error) {
  const isUsage = error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUsage) throw error;
  process.stderr.write(`${(error as Error).message.trimEnd()}\n`);
  process.exitCode = 1;
}
