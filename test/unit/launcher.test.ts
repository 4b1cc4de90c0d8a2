import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../services/kit/database/embedded/data-folder.ts';
import { lockfile, writeCheckout } from '../support/launcher-checkout.ts';

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };

/** The Node that called npm, which may be older than the hub's. */
const systemNode = process.env['npm_node_execpath'] ?? process.execPath;

let base: string;
let root: string;

function launch(...args: string[]) {
  return spawn(systemNode, [join(root, 'maillage.mjs'), ...args], {
    cwd: base,
    env: { ...process.env, npm_execpath: join(base, 'npm-cli.js') },
    // A group of its own, as a shell gives to each command.
    detached: true,
  });
}

async function run(...args: string[]) {
  const child = launch(...args);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

const built = () => readdir(join(root, 'dist'), { recursive: true });
const installs = async () => (await readFile(join(base, 'npm.log'), 'utf8')).trim().split('\n').length;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'maillage launcher-'));
  root = await writeCheckout(base);
});

afterEach(() => rm(base, { recursive: true }));

describe('on a fresh checkout', () => {
  test.each(['--help', '-h', 'help'])('%s tells the commands, and installs nothing', async (word) => {
    expect(await run(word)).toEqual({ code: 0, stdout: 'Usage: maillage\n', stderr: '' });
    expect(await readdir(root)).not.toContain('node_modules');
  });

  test.each([
    ['import --help', 'import'],
    ['import finess -h', 'import finess'],
    ['help import finess', 'import finess'],
    ['import finess --partial file.csv --help', 'import finess'],
    ['import ../finess --help', 'import'],
  ])('%s tells the command, and installs nothing', async (line, command) => {
    expect(await run(...line.split(' '))).toEqual({ code: 0, stdout: `Usage: maillage ${command}\n`, stderr: '' });
    expect(await readdir(root)).not.toContain('node_modules');
  });

  test.each(['--version', '-V'])('%s tells the version, and installs nothing', async (word) => {
    expect(await run(word)).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
    expect(await readdir(root)).not.toContain('node_modules');
  });
});

describe('set-up', () => {
  test('does what is missing, once, and runs the hub on its own Node', async () => {
    const first = await run('import', 'a b', '--dry-run');
    expect(first.stderr).toMatch(/^maillage: installing the dependencies.*\nmaillage: building\n$/);
    expect(JSON.parse(first.stdout)).toEqual({
      pid: expect.any(Number),
      version: expect.stringMatching(/^v24\./),
      args: ['import', 'a b', '--dry-run'],
      asset: 'facts: 1\n',
    });
    expect(first.code).toBe(0);
    expect((await readFile(join(base, 'npm.log'), 'utf8')).split(' ')[0]).toBe('ci');
    expect(await built()).toEqual(
      expect.arrayContaining(['cli/main.js', 'cli/data/facts.yaml', 'schema/supergraph.graphql']),
    );
    const { sources } = JSON.parse(await readFile(join(root, 'dist', 'cli', 'main.js.map'), 'utf8'));
    expect(resolve(root, 'dist', 'cli', sources[0])).toBe(join(root, 'cli', 'main.ts'));

    expect(await run('setup')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('builds again when a source has changed, and drops what is gone', async () => {
    await writeFile(join(root, 'services', 'old.ts'), 'export const old = 1;\n');
    await run('setup');
    expect(await built()).toContain('services/old.js');
    await rm(join(root, 'services', 'old.ts'));
    await writeFile(join(root, 'cli', 'data', 'facts.yaml'), 'facts: 2\n');
    const { stderr, stdout } = await run();
    expect(stderr).toBe('maillage: building\n');
    expect(JSON.parse(stdout)).toMatchObject({ asset: 'facts: 2\n' });
    expect(await built()).not.toContain('services/old.js');
  });

  test('installs again when the lockfile asks for something else, not when it is only newer', async () => {
    await run('setup');
    const later = new Date(Date.now() + 60_000);
    await utimes(join(root, 'package-lock.json'), later, later);
    expect((await run('setup')).stderr).toBe('');
    await writeFile(join(root, 'package-lock.json'), lockfile('1.0.1'));
    await utimes(join(root, 'package-lock.json'), later, later);
    expect((await run('setup')).stderr).toContain('installing');
    expect(await installs()).toBe(2);
  });

  test('does half of it when asked: the packages, or the build, which replaces no packages', async () => {
    expect(await run('build')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'maillage: the packages are not those of package-lock.json: run npm ci\n',
    });
    expect((await run('install')).stderr).toMatch(/^maillage: installing .*\n$/);
    expect(await run('install')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await run('build')).toEqual({ code: 0, stdout: '', stderr: 'maillage: building\n' });
    expect(await built()).toContain('cli/main.js');
  });

  test('keeps the last build when a new one fails', async () => {
    await run('setup');
    const before = await built();
    await appendFile(join(root, 'cli', 'main.ts'), 'const wrong: number = "text";\n');
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/TS2322[^]*maillage: the build failed\n$/);
    expect(await built()).toEqual(before);
    expect((await readdir(root)).filter((name) => name.includes('dist'))).toEqual(['dist']);
  });

  test('goes on after a build that was killed', async () => {
    const child = launch('setup');
    for await (const line of createInterface(child.stderr)) if (line === 'maillage: building') break;
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'close');
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ asset: 'facts: 1\n' });
  });

  test('needs neither compiler nor Node package where the build is there', async () => {
    await run('setup');
    for (const name of ['node', 'typescript']) await rm(join(root, 'node_modules', name));
    await symlink(process.execPath, join(base, 'node'));
    const modern = spawn(join(base, 'node'), [join(root, 'maillage.mjs')]);
    expect(JSON.parse(await text(modern.stdout))).toMatchObject({ version: process.version });

    await rm(join(root, 'dist'), { recursive: true });
    expect(await run()).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^maillage: there is no build at .*\n$/),
    });
  });
});

describe('a signal', () => {
  test('reaches the hub once, whether the terminal or a program sends it, and gives the hub its say', async () => {
    const child = launch('start');
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toContain('"args":["start"]');
    // A terminal's Ctrl-C, which npm then repeats to its child.
    process.kill(-child.pid!, 'SIGINT');
    process.kill(child.pid!, 'SIGINT');
    expect((await lines.next()).value).toBe('SIGINT 1');
    process.kill(child.pid!, 'SIGTERM');
    const [code] = await once(child, 'close');
    expect(code).toBe(41);
  });

  test('to npm ends the hub, though the shell in between passes nothing on', async () => {
    await run('setup');
    const child = spawn('npm', ['--silent', 'start'], { cwd: root, detached: true });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { pid } = JSON.parse((await lines.next()).value!);
    onTestFinished(() => {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    child.kill('SIGTERM');
    const said: string[] = [];
    // The last one that holds the output closes it: nothing of what npm started is left.
    for await (const line of lines) said.push(line);
    expect(said).toEqual(['SIGTERM']);
  });
});
