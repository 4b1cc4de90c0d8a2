import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkFiles, readWords, type Words } from '../words/check.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maillage-words-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, ...lines: string[]): void => writeFileSync(join(folder, name), lines.join('\n'));

const check = (phrases: Words['phrases'], given: Partial<Words> = {}): string[] =>
  checkFiles({ files: ['*'], except: [], ...given, phrases }, pathToFileURL(`${folder}/`));

describe('a phrase', () => {
  test('is reported with its file, its line and what to write instead', () => {
    write('a.md', 'A title', '', 'All of them, Unless Told, and again unless told.');
    write('b.md', 'unless told');
    expect(check({ 'unless told': 'defaults to …' })).toEqual([
      'a.md:3: "Unless Told" → defaults to …',
      'a.md:3: "unless told" → defaults to …',
      'b.md:1: "unless told" → defaults to …',
    ]);
  });

  test.each([
    ['a comment of several lines', '/**', ' * The default, where it', ' * is absent.', ' */'],
    ['line comments', 'const a = 1;', '  // The default, where it', '  // is absent.'],
    ['a quotation', '', '> The default, where it', '> is absent.'],
    ['YAML', '', '# The default, where it', '# is absent.'],
  ])('is found across the lines of %s', (_, ...lines) => {
    write('a.ts', ...lines);
    expect(check({ 'where it is absent': 'optional' })).toEqual(['a.ts:2: "where it is absent" → optional']);
  });

  test('matches whole words', () => {
    write('a.md', 'crew', 'screws', 'crews');
    expect(check({ crew: 'worker pool' })).toEqual(['a.md:1: "crew" → worker pool']);
  });
});

test('only the files that are listed are checked', () => {
  write('a.md', 'crew');
  write('b.md', 'crew');
  write('c.ts', 'crew');
  expect(check({ crew: 'worker pool' }, { files: ['*.md'], except: ['b.*'] })).toEqual([
    'a.md:1: "crew" → worker pool',
  ]);
});

describe('the command', () => {
  const run = () =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../words/main.ts', import.meta.url))], {
      cwd: folder,
      encoding: 'utf8',
    });

  test('refuses a file with one of the phrases', () => {
    write('README.md', 'The limit is 20 unless told.');
    expect(run()).toMatchObject({ status: 1, stdout: 'README.md:1: "unless told" → defaults to …\n', stderr: '' });
  });

  test('accepts a file without any', () => {
    write('README.md', 'The limit defaults to 20.');
    expect(run()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});

test('each phrase of the list is a regular expression with a suggestion', () => {
  const { phrases } = readWords(new URL('../words/words.yaml', import.meta.url));
  for (const [phrase, instead] of Object.entries(phrases)) {
    expect(() => new RegExp(phrase)).not.toThrow();
    expect(instead).not.toMatch(new RegExp(`^(?:${phrase})$`, 'i'));
  }
});
