import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { built } from '../support/build.ts';
import { everything, extract, importTest, site, sites } from './fixtures.ts';

const test = importTest();

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Starts the command in a process, in the test's folder. */
function start(...args: string[]): Child {
  return startCommand('import', ...args);
}

function startCommand(...args: string[]): Child {
  return spawn(process.execPath, [built('cli/main.js'), ...args], {
    cwd: test.folder,
    env: { ...process.env, DATABASE_URL: test.database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const run = (...args: string[]) => ended(start(...args));

async function ended(child: Child) {
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** Resolves when a process has printed a text, and fails if it ends before. */
async function printed(child: Child, expected: string): Promise<void> {
  for await (const line of createInterface(child.stderr)) if (line.includes(expected)) return;
  throw new Error(`The import ended before it printed "${expected}".`);
}

describe('the command', () => {
  it('reports on plain lines, ends with a table, and writes the rejects in the working directory', async () => {
    await test.write({ 'a.csv': extract('2021-01-08', site(), site({ nofinesset: 'X' })) });
    const { code, stdout, stderr } = await run('finess', 'a.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'a.csv: reading\na.csv: 100 %\na.csv: writing\n' });
    expect(stdout).toMatch(/│ a\.csv +│ +2 │ +1 │ +0 │/);
    expect(stdout).toMatch(/│ establishments +│ +1 │ +0 │ +0 │ +0 │/);
    expect(stdout).toContain('Rejects and warnings: a.csv.rejects.csv');
    expect(await readFile(join(test.folder, 'a.csv.rejects.csv'), 'utf8')).toContain(
      'a.csv;3;rejected;the number X is not a FINESS number;',
    );
  });

  it('ends with one line and exit code 1 if a file is refused', async () => {
    await test.write({ 'b.csv': 'a;b\n' });
    const { code, stderr } = await run('finess', 'b.csv', '--strict');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'b.csv, line 1: not a FINESS extract: expected finess;etalab;<number>;<date>. Nothing was changed.\n',
    });
    expect(existsSync(join(test.folder, 'b.csv.rejects.csv'))).toBe(false);
  });

  it('lists its sources, and refuses an invalid year', async () => {
    const help = await run('--help');
    expect(help.stdout).toMatch(/^ {2}finess .*^ {2}finess-plus .*^ {2}sae .*^ {2}population .*^ {2}partner /ms);
    expect((await run('population', 'p.csv', '--year', 'soon')).stderr).toContain(
      "'soon' is invalid. Expected a year from 1800 to 2200.",
    );
  });
});

describe("a partner's spreadsheet", () => {
  it('is filled in from its template, and refused with all its errors', async () => {
    const { code, stdout } = await ended(startCommand('template', 'studies'));
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'code;title;registryNumber;start;end;source',
    });
    await test.write({ 'studies.csv': `${stdout}a;;;x;;illustrative\nb;B;;;;illustrative\n` });
    const line = stdout.trimEnd().split('\n').length + 1;
    const refused = await run('partner', 'studies.csv');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      [
        `studies.csv, line ${line}, column title: empty: expected a text`,
        `studies.csv, line ${line}, column start: "x": expected a date as YYYY-MM-DD or DD/MM/YYYY`,
        'Nothing was changed; --partial loads the valid rows.\n',
      ].join('\n'),
    );
    const partial = await run('partner', 'studies.csv', '--partial');
    expect(partial.stdout).toMatch(/│ studies +│ +1 │ +0 │ +0 │ +0 │/);
    expect(partial.stdout).toContain('Rejects and warnings: studies.csv.rejects.csv');
  });

  it('has a template that is a workbook, which replaces no file', async () => {
    const template = () => ended(startCommand('template', 'studies', '--format', 'xlsx', '--output', 'own.xlsx'));
    expect(await template()).toEqual({ code: 0, stdout: 'Template: own.xlsx\n', stderr: '' });
    expect(await template()).toEqual({ code: 0, stdout: 'Template: own.2.xlsx\n', stderr: '' });
    expect(await run('partner', 'own.xlsx')).toMatchObject({
      code: 1,
      stderr: 'own.xlsx has no rows below its header. Nothing was changed.\n',
    });
  });

  it('that does not exist is reported in words', async () => {
    expect(await run('partner', 'nowhere.xlsx')).toMatchObject({
      code: 1,
      stderr: 'nowhere.xlsx cannot be read: there is no such file or folder.\n',
    });
  });

  it('has a template for each dataset, and a suggestion for a wrong name', async () => {
    expect((await ended(startCommand('template'))).stdout).toMatch(/^care-units {2,}[A-Z]/m);
    expect(await ended(startCommand('template', 'studys'))).toMatchObject({
      code: 1,
      stderr: 'Unknown dataset studys; did you mean studies?\n',
    });
  });
});

describe('an import that dies', () => {
  const lines = sites(20_000);

  it.each([
    ['SIGKILL', '50 %'],
    ['SIGKILL', 'writing'],
    ['SIGTERM', '50 %'],
    ['SIGTERM', 'writing'],
  ] as const)('of %s at "%s" leaves everything as it was, and can be run again', async (signal, moment) => {
    await test.write({ 'big.csv': extract('2022-01-08', ...lines) });
    const before = await everything(test.database);
    const child = start('finess', 'big.csv');
    const exit = once(child, 'exit');
    await printed(child, moment);
    child.kill(signal);
    expect(await exit).toEqual(signal === 'SIGKILL' ? [null, 'SIGKILL'] : [1, null]);
    expect(await everything(test.database)).toEqual(before);
    // It waits until the server has noticed that the other connection is closed.
    expect(
      await test.counts({ 'a.csv': extract('2022-01-08', ...lines.slice(0, 10)) }, 'establishments', {
        dryRun: true,
        partial: true,
      }),
    ).toMatchObject({ new: 10 });
  });
});

it('concurrent imports run one after the other', async () => {
  const files = ['one', 'two', 'three'].map((name) => ({ [`${name}.csv`]: extract('2022-01-08', ...sites(500)) }));
  const counts = await Promise.all(files.map((file) => test.counts(file, 'establishments', { partial: true })));
  expect(counts.map((count) => JSON.stringify(count)).toSorted()).toEqual([
    '{"new":0,"changed":0,"same":500,"gone":0}',
    '{"new":0,"changed":0,"same":500,"gone":0}',
    '{"new":500,"changed":0,"same":0,"gone":0}',
  ]);
});
