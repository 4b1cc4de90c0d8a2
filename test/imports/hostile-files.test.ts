import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { link, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { registerDocuments } from '../../gateway/rules/documents/registry.ts';
import { datasetNamed } from '../../services/registry.ts';
import { partner } from '../../imports/partner/index.ts';
import { InputFile } from '../../imports/pipeline/input-file.ts';
import { asGiven, asText } from '../../services/kit/sheets/spreadsheet-cell.ts';
import { readEnv } from '../../platform/env.ts';
import { printable, printableLines } from '../../platform/printable.ts';
import { built } from '../support/build.ts';
import { everything, importTest } from './fixtures.ts';

const test = importTest();

async function run(...args: string[]) {
  const child = spawn(process.execPath, [built('cli/main.js'), ...args], {
    cwd: test.folder,
    env: { ...process.env, DATABASE_URL: test.database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}
const importPartner = (...args: string[]) => run('import', 'partner', ...args);

const options = { strict: false, dryRun: false, force: false, partial: false };
const header = 'code;title;publisher\n';
const rejected = (first: string): string => `${header}${first};;P\n`;
const at = (name: string): string => join(test.folder, name);
const namesOf = async (pattern: RegExp): Promise<string[]> =>
  (await readdir(test.folder)).filter((name) => pattern.test(name)).toSorted();

describe('the file of rejects', () => {
  it('replaces nothing: neither a file, nor what a link leads to, nor the file that is imported', async () => {
    await test.write({ 'own.csv': rejected('a'), 'precious.txt': 'precious', 'own.csv.rejects.2.csv': 'kept' });
    await symlink('precious.txt', at('own.csv.rejects.csv'));
    const { code, stdout } = await importPartner('own.csv', '--partial');
    expect(code).toBe(0);
    expect(stdout).toContain('Rejects and warnings: own.csv.rejects.3.csv');
    expect(await readFile(at('precious.txt'), 'utf8')).toBe('precious');
    expect(await readFile(at('own.csv.rejects.2.csv'), 'utf8')).toBe('kept');
    expect((await stat(at('own.csv.rejects.3.csv'))).mode & 0o777).toBe(0o600);

    await link(at('own.csv'), at('same.csv'));
    await symlink('own.csv', at('link.csv'));
    for (const rejects of [at('own.csv'), at('./own.csv'), at('same.csv'), at('link.csv')])
      await expect(partner.prepare([at('own.csv')], { ...options, rejects })).rejects.toThrow(
        `--rejects is ${rejects}, which is a file to import: choose another file.`,
      );
    expect(await readFile(at('own.csv'), 'utf8')).toBe(rejected('a'));
  });

  it('is of no use where it goes to a device', async () => {
    await test.write({ 'device.csv': rejected('a') });
    const { code, stdout } = await importPartner('device.csv', '--partial', '--rejects', '/dev/null');
    expect(code).toBe(0);
    expect(stdout).toContain('Rejects and warnings: /dev/null\n');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('is not written by a dry run, which prints the first of them', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `r${index};;P\n`);
    await test.write({ 'dry.csv': header + rows.join('') });
    const { code, stdout, stderr } = await importPartner('dry.csv', '--partial', '--dry-run', '--rejects', 'dry.out');
    expect({ code, files: await namesOf(/^dry/) }).toEqual({ code: 0, files: ['dry.csv'] });
    expect(stdout).not.toContain('Rejects and warnings');
    expect(stderr).toContain('dry.csv, line 2, rejected: column title: empty: expected a text\n');
    expect(stderr.match(/, rejected: /g)).toHaveLength(20);
  });

  it('is safe to open in a spreadsheet, and its rows are read again as they were', async () => {
    const lines = ['=cmd|calc', '+1', '-1', '@x', '＝1', "'=1", "''=1", 'plain', '"=a"'];
    await test.write({ 'sheet.csv': header + lines.map((line) => `${line};;P\n`).join('') });
    await importPartner('sheet.csv', '--partial');
    const written = await readFile(at('sheet.csv.rejects.csv'), 'utf8');
    const codes = parse(written, { delimiter: ';', from: 2 }).map((row) => row[0]!);
    expect(codes).toHaveLength(lines.length);
    for (const cell of codes) expect(cell).not.toMatch(/^[=+\-@＝\t\r]/);
    await test.write({ 'again.csv': written });
    await importPartner('again.csv', '--partial');
    expect(await readFile(at('again.csv.rejects.csv'), 'utf8')).toBe(written);
  });

  it.each(['=1', "'=1", "''=1", '\t=1', 'plain', '', "'", "'plain", '＠x', '\r'])(
    'has %j as text that reads as it was',
    (cell) => {
      expect(asText(cell)).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
      expect(asGiven(asText(cell))).toBe(cell);
    },
  );
});

describe('what is not a file', () => {
  it.each([
    ['pipe', 'a pipe'],
    ['folder', 'a folder'],
    ['socket', 'a socket'],
    ['device', 'a device'],
  ])('a %s is refused at once', async (name, kind) => {
    const path = name === 'device' ? '/dev/zero' : at(`not-${name}.csv`);
    const server = createServer();
    if (name === 'pipe') execFileSync('mkfifo', [path]);
    if (name === 'folder') execFileSync('mkdir', [path]);
    if (name === 'socket') await new Promise<void>((resolve) => void server.listen(path, resolve));
    await symlink(path, at(`${name}.link`));
    for (const given of [path, at(`${name}.link`)]) {
      await expect(InputFile.open(given)).rejects.toThrow(`${given} is ${kind}, not a file.`);
      await expect(registerDocuments(readEnv({}), '570005165', [given])).rejects.toThrow(`is ${kind}, not a file`);
    }
    server.close();
  });

  it('ends the command, which waits for nothing', async () => {
    execFileSync('mkfifo', [at('waiting')]);
    expect(await importPartner('waiting')).toMatchObject({ code: 1, stderr: 'waiting is a pipe, not a file.\n' });
  });
});

it('a signal ends an import while it reads, before it has asked the database anything', async () => {
  const paths = await test.write({ 'read.csv': `${header}a;A;P\n` });
  const before = await everything(test.database);
  const stop = new AbortController();
  stop.abort();
  await expect(partner.prepare(paths, options, stop.signal)).rejects.toThrow('Interrupted: nothing was changed.');
  expect(await everything(test.database)).toEqual(before);
});

describe('control characters', () => {
  const hostile = '\u001B[2J\u0007\u009B31m\u007F\u202E\u2066\u2028\u200B\uFEFF\u061C\uD800';
  const escaped = String.raw`\x1b[2J\x07\x9b31m\x7f\u202e\u2066\u2028\u200b\ufeff\u061c\ud800`;

  it('are printed as escapes', () => {
    expect(printable(`Été\n\t${hostile}\u{E0041}`)).toBe(`Été${String.raw`\n\t`}${escaped}${String.raw`\u{e0041}`}`);
    expect(printableLines(`a\r\n${hostile}\n`)).toBe(`a\\r\n${escaped}\n`);
    expect(printable('Hôpital « Œuvre » – 北 😀')).toBe('Hôpital « Œuvre » – 北 😀');
  });

  it.each([
    ['a cell', `code;title;publisher;licence\na;A;P;\u001B[2J\nx\u001B[2Jy;;P;\n`, 'y'],
    ['a quoted cell with a line of its own', `${header}"x\u001B]0;evil\u0007\nNothing was changed.";;P\n`, 'x'],
    ['a column', `code;title;publisher;\u001B[2J\na;;c;d\n`, 'left out a column'],
    ['a repeated column', `code;title;publisher;"\u202Ecode\n"\na;b;c;d\n`, 'more than once'],
  ])('of %s do not reach the terminal', async (_, content, expected) => {
    await test.write({ 'controls.csv': content });
    const { code, stdout, stderr } = await importPartner('controls.csv');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(expected);
    // Line feeds between the lines of a message are its own.
    expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(
      stderr
        .trimEnd()
        .split('\n')
        .filter((line) => line.startsWith('Nothing was changed')).length,
    ).toBeLessThan(2);
  });

  it('of the name of a file do not reach the terminal', async () => {
    await writeFile(at('\u001B[2J.csv'), rejected('a'));
    const { code, stdout, stderr } = await importPartner('\u001B[2J.csv', '--partial');
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(stdout).toContain(String.raw`\x1b[2J.csv.rejects.csv`);
  });
});

describe('names that every object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  it('are no documents', async () => {
    expect(await run('documents', 'remove', '--institution', '570005165', ...names)).toMatchObject({
      code: 1,
      stderr: `570005165 has no document ${names.join(', ')}.\n`,
    });
  });

  it.each(names)('%s is no dataset, template or column', async (name) => {
    expect(() => datasetNamed(name)).toThrow(`Unknown dataset ${name}`);
    const [path] = await test.write({ 'named.csv': `code;${name};publisher\na;b;c\n` });
    const prepare = (dataset: string) => partner.prepare([path!], { ...options, dataset });
    await expect(prepare('sources')).rejects.toThrow('lacks the required column title');
    await expect(prepare(name)).rejects.toThrow(`Unknown dataset ${name}`);
  });
});
