import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { dependenciesOf } from '../support/imports.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** The packages that a package.json lists, with their versions. */
function packagesOf(file: string): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(read(file)) as Record<string, Record<string, string>>;
  return { ...dependencies, ...devDependencies };
}

const examples = globSync('examples/*/package.json', { cwd: root }).map((file) => dirname(file));

test.each(examples)('%s lists the packages that it imports', (example) => {
  const files = globSync(`${example}/{*,src/**/*}.ts`, { cwd: root });
  const imported = files
    .flatMap((file) => dependenciesOf(file, read(file)).imports)
    .filter(({ path, isOwn }) => !isOwn && !path.startsWith('node:'))
    .map(({ path }) => path);
  expect(imported.length).toBeGreaterThan(0);
  expect(Object.keys(packagesOf(`${example}/package.json`))).toEqual(expect.arrayContaining(imported));
});

test.each(examples)('%s has the versions that are tested here', (example) => {
  expect(packagesOf('package.json')).toMatchObject(packagesOf(`${example}/package.json`));
});

test('there are examples', () => {
  expect(examples).toEqual(expect.arrayContaining(['examples/router', 'examples/typed-client']));
});
