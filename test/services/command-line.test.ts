import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { built } from '../support/build.ts';

/** What a program of Node prints. */
const printed = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args, { encoding: 'utf8' })).stdout;

const main = built('cli/main.js');

test('the help that the launcher has at hand without a build is that of the commands', async () => {
  await expect(await printed(main, '--help')).toMatchFileSnapshot('../../cli/help.txt');
});

test('launcher and commands tell the same version', async () => {
  const launcher = fileURLToPath(new URL('../../maillage.mjs', import.meta.url));
  expect(await printed(launcher, '--version')).toBe(await printed(main, '--version'));
});
