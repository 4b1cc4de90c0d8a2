import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { violations, type Packages } from './support/architecture.ts';

const root = new URL('../', import.meta.url);

const sources = (): Map<string, string> => {
  const files = globSync('{cli,gateway,imports,platform,schema,services,test}/**/*.ts', { cwd: root }).toSorted();
  return new Map(files.map((file) => [file, readFileSync(new URL(file, root), 'utf8')]));
};

const packages = { dependencies: { graphql: '16', '@a/b': '1' }, devDependencies: { vitest: '4' } };
const check = (files: Record<string, string>): string[] => violations(new Map(Object.entries(files)), packages);

test('the sources keep the rules', () => {
  const files = sources();
  expect(files.size).toBeGreaterThan(80);
  expect(violations(files, JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Packages)).toEqual([]);
});

describe('imports', () => {
  const allowed: [string, string][] = [
    ['cli/hub.ts', '../gateway/server/local-gateway.ts'],
    ['cli/hub.ts', '../services/registry.ts'],
    ['cli/main.ts', '../schema/compose.ts'],
    ['cli/main.ts', '../services/kit/database/migrate.ts'],
    ['services/registry.ts', './clinical/index.ts'],
    ['services/clinical/index.ts', './labs/index.ts'],
    ['services/clinical/index.ts', './migrations/20261201-labs.ts'],
    ['services/clinical/labs/index.ts', './laboratory.resolver.ts'],
    ['services/clinical/labs/laboratory.resolver.ts', '../../kit/reading/list.ts'],
    ['services/clinical/labs/laboratory.resolver.ts', '../care/care-unit.listing.ts'],
    ['services/clinical/labs/laboratory.resolver.ts', '../tables.ts'],
    ['services/kit/reading/list.ts', '../../../platform/errors.ts'],
    ['imports/finess/index.ts', '../pipeline/source.ts'],
    ['imports/finess/stage.ts', '../register/staged.ts'],
    ['imports/partner/index.ts', '../datasets/load.ts'],
    ['imports/reference/load-register.ts', '../register/flags.ts'],
    ['imports/datasets/care.ts', '../../services/clinical/index.ts'],
    ['imports/sources.ts', './sae/index.ts'],
    ['schema/compose.ts', '../services/registry.ts'],
    ['gateway/server/settings.ts', '../../schema/operations.ts'],
    ['gateway/server/local-gateway.ts', '../../platform/contract/subgraph.ts'],
    ['test/unit/env.test.ts', '../../services/clinical/labs/laboratory.resolver.ts'],
  ];
  test.each(allowed)('%s may import %s', (file, specifier) => {
    expect(check({ [file]: `import { a } from '${specifier}';` })).toEqual([]);
  });

  const refused: [string, string, string][] = [
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../../logistics/catering/kitchen.entity.ts',
      'services do not import services',
    ],
    ['services/clinical/index.ts', '../logistics/index.ts', 'services do not import services'],
    ['services/clinical/labs/laboratory.resolver.ts', '../care/care-unit.resolver.ts', 'nothing else'],
    ['services/clinical/labs/laboratory.entity.ts', '../care/establishment.ts', 'nothing else'],
    ['services/clinical/labs/laboratory.entity.ts', './laboratory.resolver.ts', 'not below'],
    ['services/clinical/labs/laboratory.resolver.ts', './index.ts', 'a manifest is for'],
    ['services/clinical/tables.ts', './labs/index.ts', 'a manifest is for'],
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../../registry.ts',
      'services does not import services/registry.ts',
    ],
    ['services/clinical/labs/laboratory.resolver.ts', '../../../imports/run.ts', 'services does not import imports'],
    [
      'services/clinical/labs/laboratory.resolver.ts',
      '../../../gateway/server/gateway.ts',
      'services does not import gateway',
    ],
    ['services/kit/reading/list.ts', '../../clinical/index.ts', 'services/kit does not import services'],
    ['services/kit/reading/list.ts', '../../registry.ts', 'services/kit does not import services/registry.ts'],
    ['platform/env.ts', '../gateway/server/gateway.ts', 'platform does not import gateway'],
    ['cli/hub.ts', '../services/clinical/index.ts', 'cli does not import services'],
    ['services/registry.ts', './clinical/labs/index.ts', 'a service shows its manifest alone'],
    [
      'imports/datasets/labs.ts',
      '../../services/clinical/labs/laboratory.entity.ts',
      'a service shows its manifest alone',
    ],
    ['imports/pipeline/run.ts', '../territories/seed.ts', 'imports/pipeline does not import imports/territories'],
    ['imports/register/flags.ts', '../reference/yaml.ts', 'imports/register does not import imports/reference'],
    ['imports/datasets/load.ts', '../partner/csv.ts', 'imports/datasets does not import imports/partner'],
    ['imports/finess/index.ts', '../sae/table.ts', 'imports/finess does not import imports/sae'],
    ['imports/sae/index.ts', '../run.ts', 'imports/sae does not import imports'],
    ['imports/run.ts', '../services/clinical/index.ts', 'imports does not import services'],
    ['imports/run.ts', '../cli/hub.ts', 'imports does not import cli'],
    ['gateway/server/gateway.ts', '../../services/clinical/index.ts', 'gateway does not import services'],
    ['gateway/server/gateway.ts', '../../services/kit/reading/list.ts', 'gateway does not import services/kit'],
    ['gateway/server/gateway.ts', '../../cli/hub.ts', 'gateway does not import cli'],
    ['gateway/server/gateway.ts', '../../imports/run.ts', 'gateway does not import imports'],
    ['schema/compose.ts', '../gateway/server/gateway.ts', 'schema does not import gateway'],
    ['cli/hub.ts', '../test/support/database.ts', 'nothing imports the tests'],
  ];
  test.each(refused)('%s may not import %s', (file, specifier, reason) => {
    expect(check({ [file]: `import { a } from '${specifier}';` })).toEqual([expect.stringContaining(reason)]);
  });

  test.each([
    "import type { A } from '../services/clinical/index.ts';",
    "export { a } from '../services/clinical/index.ts';",
    "export * from '../services/clinical/index.ts';",
    "const a = await import('../services/clinical/index.ts');",
    "let a: import('../services/clinical/index.ts').A;",
    "@D() class B { @F() declare b: string }\nimport '../services/clinical/index.ts';",
  ])('is seen: %s', (text) => {
    expect(check({ 'gateway/local.ts': text })).toEqual([expect.stringContaining('gateway does not import services')]);
  });
});

describe('packages', () => {
  test.each([
    ['gateway/local.ts', "import { parse } from 'graphql/language/parser.js';"],
    ['gateway/local.ts', "import { b } from '@a/b/c';"],
    ['gateway/local.ts', "import { join } from 'node:path';"],
    ['gateway/local.ts', "import type { Test } from 'vitest';"],
    ['test/unit/env.test.ts', "import { test } from 'vitest';"],
  ])('%s may say %s', (file, text) => {
    expect(check({ [file]: text })).toEqual([]);
  });

  test.each([
    ['gateway/local.ts', "import { test } from 'vitest';", 'vitest'],
    ['gateway/local.ts', "import { a } from '@a/c/d';", '@a/c'],
    ['test/unit/env.test.ts', "import type { A } from 'left-pad';", 'left-pad'],
  ])('%s may not say %s', (file, text, name) => {
    expect(check({ [file]: text })).toEqual([
      expect.stringContaining(`imports ${name}, which package.json does not list`),
    ]);
  });
});

describe('cycles', () => {
  const ring = (toFirst: string): Record<string, string> => ({
    'gateway/a.ts': "import { b } from './b.ts';",
    'gateway/b.ts': "export { c } from './c.ts';",
    'gateway/c.ts': toFirst,
  });

  test('files do not load one another', () => {
    expect(check(ring("import { type A } from './a.ts';"))).toEqual([
      'gateway/a.ts → gateway/b.ts → gateway/c.ts → gateway/a.ts: they import one another at run time',
    ]);
  });

  test('types may refer to one another', () => {
    expect(check(ring("import type { A } from './a.ts';"))).toEqual([]);
  });
});

describe('the environment', () => {
  test.each([
    'export const a = process.env.PORT;',
    "export const a = process['env'];",
    'export const { env } = process;',
    'export const a = globalThis.process.env;',
    'export const a = import.meta.env;',
    "import { env } from 'node:process';",
    "import process from 'node:process';",
  ])('is read in one place: %s', (text) => {
    expect(check({ 'gateway/server/gateway.ts': text })).toEqual([expect.stringContaining('reads the environment')]);
    expect(check({ 'platform/env.ts': text })).toEqual([]);
  });

  test('the process is for everyone', () => {
    expect(
      check({ 'gateway/server/gateway.ts': 'process.exitCode = 1; const { pid } = process; // process.env' }),
    ).toEqual([]);
  });
});

describe('names and sizes', () => {
  test.each([
    'gateway/useLimits.ts',
    'gateway/Limits.ts',
    'gateway/limits_plugin.ts',
    'gateway/limits.plugin.ts',
    'gateway/.limits.ts',
  ])('%s is no name', (file) => {
    expect(check({ [file]: '' })).toEqual([expect.stringContaining('its name is not kebab-case')]);
  });

  test.each(['services/kit/utils.ts', 'gateway/helpers/limits.ts', 'services/common/index.ts', 'test/support/misc.ts'])(
    '%s does not say what it is for',
    (file) => {
      expect(check({ [file]: '' })).toEqual([expect.stringContaining('does not say what it is for')]);
    },
  );

  test('a file has 200 lines at the most', () => {
    expect(check({ 'gateway/local.ts': '// \n'.repeat(200) })).toEqual([]);
    expect(check({ 'gateway/local.ts': '// \n'.repeat(201) })).toEqual([
      'gateway/local.ts: 201 lines, where 200 are the most',
    ]);
  });
});
