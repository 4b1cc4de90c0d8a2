import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { program } from '../../cli/program.ts';
import { built } from '../support/build.ts';

/** What a program of Node prints. */
const printed = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args, { encoding: 'utf8' })).stdout;

const main = built('cli/main.js');

/** A command and those within it, each with the name of its file. */
const commandsOf = (command: Command, name: string): [string, Command][] => [
  [name, command],
  ...command.commands.flatMap((each) => commandsOf(each, `${name}-${each.name()}`)),
];
const commands = commandsOf(program, 'maillage');

test.each(commands)(
  'the help of %s that the launcher has at hand without a build is its own',
  async (name, command) => {
    await expect(command.helpInformation()).toMatchFileSnapshot(`../../cli/help/${name}.txt`);
  },
);

test('the launcher has the help of no other command at hand, and what a command prints', async () => {
  const files = await readdir('cli/help');
  expect(files.toSorted()).toEqual(commands.map(([name]) => `${name}.txt`).toSorted());
  expect(await printed(main, 'import', '--help')).toBe(await readFile('cli/help/maillage-import.txt', 'utf8'));
});

test('launcher and commands tell the same version', async () => {
  const launcher = fileURLToPath(new URL('../../maillage.mjs', import.meta.url));
  expect(await printed(launcher, '--version')).toBe(await printed(main, '--version'));
});
