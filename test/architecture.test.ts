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

test.each(["import { type A } from './a.ts';", "import type { A } from './a.ts';"])(
  'files do not import one another, not even for their types: %s',
  (toFirst) => {
    const circle = {
      'gateway/a.ts': "import { b } from './b.ts';",
      'gateway/b.ts': "export { c } from './c.ts';",
      'gateway/c.ts': toFirst,
    };
    expect(check(circle)).toEqual([
      'gateway/a.ts → gateway/b.ts → gateway/c.ts → gateway/a.ts: they import one another',
    ]);
  },
);

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
    '%s does not state its purpose',
    (file) => {
      expect(check({ [file]: '' })).toEqual([expect.stringContaining('does not state its purpose')]);
    },
  );

  test('a file has at most 200 lines', () => {
    expect(check({ 'gateway/local.ts': '// \n'.repeat(200) })).toEqual([]);
    expect(check({ 'gateway/local.ts': '// \n'.repeat(201) })).toEqual(['gateway/local.ts: 201 lines, more than 200']);
  });
});
