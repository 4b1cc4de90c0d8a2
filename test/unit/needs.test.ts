import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dependenciesOf } from '../support/imports.ts';
import { importsOf, needsOf, testFiles } from '../support/needs.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** What a test file needs, in a repository of these files alone. */
const needs = (files: Record<string, string>): object =>
  Object.fromEntries(needsOf('test/a.test.ts', (file) => files[file] ?? ''));

describe('what a test file needs', () => {
  test('is told by what it imports, by way of other files too', () => {
    expect(
      needs({
        'test/a.test.ts': "import { expect } from 'vitest';\nimport { hub } from './support/hub.ts';\n",
        'test/support/hub.ts':
          "import {\n  cloneDatabase,\n} from './database.ts';\nexport { built } from './build.ts';\n",
      }),
    ).toEqual({
      server: ['test/a.test.ts', 'test/support/hub.ts', 'test/support/database.ts'],
      build: ['test/a.test.ts', 'test/support/hub.ts', 'test/support/build.ts'],
    });
  });

  test.each([
    ['a server of its own', "import { openCluster } from '../services/kit/database/embedded/cluster.ts';", ['server']],
    ['the whole hub', "import { startHub } from '../cli/hub.ts';", ['server']],
    ['what it loads later', "const { run } = await import('./support/processes.ts');", ['build']],
    ['files that import one another', "import { b } from './b.test.ts';", ['build']],
    ['national data', "import { hasRegister } from './support/national.ts';", ['national']],
    ['a browser', "import { openBrowser } from './support/browser.ts';", ['browser']],
    ['a type alone', "import type { TestDatabase } from './support/database.ts';", []],
    ['the sources', "import { services } from '../services/registry.ts';", []],
  ])('%s', (_, text, expected) => {
    const files = {
      'test/a.test.ts': text,
      'test/b.test.ts': "import { a } from './a.test.ts';\nimport './support/build.ts';",
      'test/support/processes.ts': "import { built } from './build.ts';",
    };
    expect(Object.keys(needs(files))).toEqual(expected);
  });

  test('no import of the tests escapes it', () => {
    const files = globSync('test/**/*.ts', { cwd: root });
    expect(files.length).toBeGreaterThan(100);
    const escaped = files.flatMap((file) => {
      const text = read(file);
      const found = new Set(importsOf(file, text));
      const imports = dependenciesOf(file, text).imports.filter(({ isOwn, isErased }) => isOwn && !isErased);
      return imports.filter(({ path }) => !found.has(path)).map(({ path }) => `${file}: ${path}`);
    });
    expect(escaped).toEqual([]);
  });
});

test('what stands in test/unit needs no server and no build', () => {
  const units = testFiles().filter((file) => file.startsWith('test/unit/'));
  expect(units.length).toBeGreaterThan(10);
  expect(units.flatMap((file) => [...needsOf(file)].map(([need, way]) => `${need}: ${way.join(' imports ')}`))).toEqual(
    [],
  );
});

test('the build is reached by test/support/build.ts alone, which has it made', () => {
  const files = globSync('test/{browser,gateway,imports,observability,services,support}/**/*.ts', { cwd: root });
  expect(files.filter((file) => /\bdist\//.test(read(file)))).toEqual(['test/support/build.ts']);
});
