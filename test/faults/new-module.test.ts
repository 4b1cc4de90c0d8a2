import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const execute = promisify(execFile);
const modules = resolve('node_modules');

let checkout: string;

/** A copy of the sources, with packages of its own to build from. */
beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'maillage-new-module-'));
  const { stdout } = await execute('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(checkout, file)), { recursive: true });
    await cp(file, join(checkout, file));
  }
  await mkdir(join(checkout, 'node_modules'));
  const packages = (await readdir(modules)).filter((name) => !name.startsWith('.') || name === '.bin');
  for (const name of packages) await symlink(join(modules, name), join(checkout, 'node_modules', name));
  await cp(join(modules, '.package-lock.json'), join(checkout, 'node_modules', '.package-lock.json'));
});

afterAll(() => rm(checkout, { recursive: true }));

const inCheckout = (...args: string[]) =>
  execute(process.execPath, args, { cwd: checkout }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  );

const newModule = (...args: string[]) => inCheckout('cli/new-module/main.ts', ...args);
const bin = (path: string): string => join('node_modules', path);

test('a new module compiles, answers, and can be loaded', async () => {
  const made = await newModule('clinical', 'dialysis', 'dialysis-unit', '--figure', 'stations');
  expect(made).toEqual({ code: 0, output: expect.stringContaining('services/clinical/dialysis/index.ts') });
  expect(await readFile(join(checkout, 'schema/supergraph.graphql'), 'utf8')).toContain('type DialysisUnit implements');

  expect(await inCheckout(bin('typescript/bin/tsc'), '--noEmit', '--project', 'test')).toEqual({ code: 0, output: '' });
  const report = join(checkout, 'report.json');
  const options = ['--reporter=json', `--outputFile=${report}`];
  await inCheckout(bin('vitest/vitest.mjs'), 'run', 'test/services/clinical/dialysis.test.ts', ...options);
  const { numFailedTests, numPassedTests } = JSON.parse(await readFile(report, 'utf8')) as Record<string, number>;
  expect({ numFailedTests, numPassedTests }).toEqual({ numFailedTests: 0, numPassedTests: 10 });
}, 300_000);

describe('what is refused', () => {
  test.each([
    [['clinical', 'dialysis'], 'usage: npm run new:module'],
    [['clinical', 'dialysis', 'dialysis-unit', '--figures', 'x'], '--figures'],
    [['radiology', 'dialysis', 'dialysis-unit'], '"radiology" is not a service; use clinical, logistics.'],
    [['clinical', 'Dialysis', 'dialysis-unit'], 'module: "Dialysis" is not kebab-case'],
    [['clinical', 'dialysis', 'dialysis_unit'], 'thing: "dialysis_unit" is not kebab-case'],
    [['clinical', 'sheep', 'sheep', '--plural', 'sheep'], '"sheep" has the same plural'],
    [['clinical', 'labs', 'laboratory', '--plural', 'laboratories'], 'laboratory.entity.ts exists already'],
  ])('%j', async (args, message) => {
    const before = await readdir(join(checkout, 'services/clinical'), { recursive: true });
    expect(await newModule(...args)).toEqual({ code: 1, output: expect.stringContaining(message) });
    expect(await readdir(join(checkout, 'services/clinical'), { recursive: true })).toEqual(before);
  });
});
