import { existsSync, globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** What a test file needs: a PostgreSQL server and the hub's build, which are set up before the run; national data; a browser. */
export type Need = 'server' | 'build' | 'national' | 'browser';

/** The path by which a test file comes to what needs it: the file itself first, from the repository's root. */
export type Way = string[];

const origins: Record<Need, ReadonlySet<string>> = {
  server: new Set([
    'test/support/database.ts',
    'services/kit/database/embedded/cluster.ts',
    'services/kit/database/embedded/binaries.ts',
    'cli/hub.ts',
  ]),
  build: new Set(['test/support/build.ts']),
  national: new Set(['test/support/national.ts']),
  browser: new Set(['test/support/browser.ts']),
};

const root = new URL('../../', import.meta.url);

/** The imports of a file that are there at run time. By their form, as the formatter leaves it: parsing took a second. */
const importing =
  /^(?:import|export)\s(?!type\s)[^;]*?\bfrom '(\.[^']+)'|\bimport\('(\.[^']+)'\)|^import '(\.[^']+)'/gm;

/** The files of the repository that a source imports when it runs, from the repository's root. */
export const importsOf = (file: string, text: string): string[] =>
  [...text.matchAll(importing)].map((found) =>
    posix.join(posix.dirname(file), (found[1] ?? found[2] ?? found[3]) as string),
  );

/**
 * What a test file needs, by what it imports, directly or by way of other files of the tests.
 * @param read the text of a file, by its path from the repository's root
 */
export function needsOf(test: string, read = readSource): Map<Need, Way> {
  const needs = new Map<Need, Way>();
  const seen = new Set<string>();
  const visit = (file: string, way: Way): void => {
    for (const [need, files] of Object.entries(origins) as [Need, ReadonlySet<string>][])
      if (files.has(file) && !needs.has(need)) needs.set(need, way);
    if (seen.has(file) || !file.startsWith('test/')) return;
    seen.add(file);
    for (const next of importsOf(file, read(file))) visit(next, [...way, next]);
  };
  visit(test, [test]);
  return needs;
}

/** The test files, but those that take minutes. */
export const testFiles = (): string[] =>
  globSync('test/**/*.test.ts', { cwd: root, exclude: ['test/faults/**'] }).map((path) => path.replaceAll('\\', '/'));

// A file that is not there is told by the test that imports it.
function readSource(file: string): string {
  const url = new URL(file, root);
  return existsSync(url) ? readFileSync(url, 'utf8') : '';
}
