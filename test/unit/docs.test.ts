import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { variables } from '../../platform/env.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const pages = globSync(['README.md', 'CONTRIBUTING.md', 'docs/*.md'], { cwd: root }).toSorted();
const sources = (pattern: string): string => globSync(pattern, { cwd: root }).map(read).join('\n');

/** What the first group of an expression matches in a text, each once. */
const found = (text: string, expression: RegExp): string[] => [
  ...new Set([...text.matchAll(expression)].map(([, group]) => group!)),
];

/** The anchors that GitHub gives to the headings of a page. */
const anchorsOf = (text: string): string[] =>
  found(text, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

function brokenLinks(page: string, text: string): string[] {
  return found(text, /\]\(([^)\s]+)\)/g).filter((link) => {
    if (/^\w+:/.test(link)) return false;
    const [path, anchor] = link.split('#', 2) as [string, string | undefined];
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
}

/** Paths from the root, also those in diagrams and code; braces and asterisks stand for several. */
const repositoryPath =
  /(?<![\w./-])((?:\.ci|cli|deploy|docs|examples|gateway|imports|platform|schema|services|test)\/[\w./{},*-]*)/g;

const missingPaths = (text: string): string[] =>
  found(text, repositoryPath)
    .map((path) => path.replace(/[.,]+$/, ''))
    .filter((path) => globSync(path, { cwd: root }).length === 0);

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const unknownScripts = (text: string): string[] =>
  found(text, /\bnpm run ([\w:-]+)/g).filter((name) => !(name in scripts));

const commands = new Set(found(sources('cli/*.ts'), /ommand\('([a-z]+)'\)/g));
const unknownCommands = (text: string): string[] =>
  found(text, /\bnpx maillage ([a-z]+)/g).filter((name) => !commands.has(name));

/** Variables that are read outside of the settings, and where. */
const readElsewhere = {
  CAPACITY_SECONDS: 'test/bench/capacity.bench.ts',
  POSTGRES_PASSWORD: 'docker-compose.yml',
  LISTEN: 'docker-compose.yml',
};
/** Names of OpenTelemetry and PostgreSQL, and variables of the shell in examples. */
const foreignNames = [
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'GENERIC_PLAN',
  'TOKEN',
  'HUB',
];
const names = new Set([
  ...variables,
  ...found(sources('{platform,gateway/rules}/errors.ts'), /'([A-Z_]+)'/g),
  ...found(read('schema/supergraph.graphql'), /^ {2}([A-Z_]+)\b/gm),
  ...Object.keys(readElsewhere),
  ...foreignNames,
]);
const unknownNames = (text: string): string[] =>
  [...found(text, /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g), ...found(text, /\b([A-Z]+)=/g)].filter(
    (name) => !names.has(name),
  );

test('there are pages to check', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/operations.md']));
});

test.each(Object.entries(readElsewhere))('%s is read by %s', (name, file) => {
  expect(read(file)).toContain(name);
});

test('README.md links to every page of docs/', () => {
  const linked = found(read('README.md'), /\]\((docs\/[^)#]+)\)/g);
  expect(pages.filter((page) => page.startsWith('docs/') && !linked.includes(page))).toEqual([]);
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('links to files and headings that exist', () => {
    expect(brokenLinks(page, text)).toEqual([]);
  });

  test('names paths that exist', () => {
    expect(missingPaths(text)).toEqual([]);
  });

  test('names npm scripts and commands that exist', () => {
    expect([...unknownScripts(text), ...unknownCommands(text)]).toEqual([]);
  });

  // Its names are fields of files: `test/imports/sources-doc.test.ts` and `test/imports/sae-doc.test.ts` compare them.
  if (page !== 'docs/sources.md')
    test('names settings that exist', () => {
      expect(unknownNames(text)).toEqual([]);
    });
});

describe('a page with mistakes', () => {
  test.each([
    ['[a](docs/nowhere.md)', 'docs/nowhere.md'],
    ['![a](docs/performance/nothing.svg)', 'docs/performance/nothing.svg'],
    ['[a](docs/operations.md#no-such-heading)', 'docs/operations.md#no-such-heading'],
    ['[a](#no-such-heading)', '#no-such-heading'],
  ])('has a broken link: %s', (text, link) => {
    expect(brokenLinks('README.md', text)).toEqual([link]);
  });

  test('is not one that links to a heading, a folder or the web', () => {
    const text = '[a](docs/operations.md#read-replicas) [b](#quick-start) [c](schema/operations) [d](https://x.fr/y)';
    expect(brokenLinks('README.md', text)).toEqual([]);
    expect(brokenLinks('docs/faults.md', '[a](../README.md) [b](operations.md)')).toEqual([]);
  });

  test.each([
    ['`services/kit/nothing.ts`', ['services/kit/nothing.ts']],
    ['see gateway/nowhere/, then', ['gateway/nowhere/']],
    ['`test/gateway/nothing*.test.ts`', ['test/gateway/nothing*.test.ts']],
    ['`services/kit/{reading,subgraph}/`, `test/gateway/*.test.ts`, `dist/cli/hub.js`, `platform/env.ts`.', []],
  ])('names missing paths: %s', (text, paths) => {
    expect(missingPaths(text)).toEqual(paths);
  });

  test('names unknown scripts and commands', () => {
    expect(unknownScripts('npm run nothing, npm run schema:check')).toEqual(['nothing']);
    expect(unknownCommands('npx maillage nothing, npx maillage import finess')).toEqual(['nothing']);
  });

  test('names unknown settings', () => {
    expect(unknownNames('`MAX_DEPHT`, `MAX_DEPTH`, `BAD_USER_INPUT`, `LEGAL_ENTITY`, PROT=1, PORT=1')).toEqual([
      'MAX_DEPHT',
      'PROT',
    ]);
  });
});
