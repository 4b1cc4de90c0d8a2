import { spawn, type ChildProcessByStdio } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built } from '../support/build.ts';
import { isAlive } from '../../services/kit/database/embedded/data-folder.ts';
import { ask, graphUrl } from '../support/processes.ts';
import { copyTemplate, templateCache, templateKey } from '../support/template.ts';

const base = mkdtempSync(join(tmpdir(), 'maillage dev-'));
const root = join(base, 'checkout');
const data = join(base, 'data');
const hub = join(root, 'cli', 'hub.ts');
const source = readFileSync('cli/hub.ts', 'utf8');
let session: ChildProcessByStdio<null, Readable, Readable>;
let lines: AsyncIterator<string>;
/** The hub that answers: where, and by which process. */
let running: { url: string; pid: number };

/** The lines up to the first with these words. */
async function says(words: string): Promise<string> {
  for (let text = ''; ;) {
    const { value, done } = await lines.next();
    if (done) throw new Error(`It ended without "${words}", having said:\n${text}`);
    text += `${value}\n`;
    if (value.includes(words)) return text;
  }
}

async function saysItAnswers(): Promise<string> {
  const text = await says('its explorer');
  const { msg, pid } = JSON.parse(text.trimEnd().split('\n').at(-1)!) as { msg: string; pid: number };
  running = { url: graphUrl(msg), pid };
  return text;
}

/** Appends to a source; what was appended before goes. */
const change = (text: string): void => writeFileSync(hub, source + text);

const postmaster = (): number =>
  Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);

const expectAnswer = async (): Promise<void> =>
  expect(await ask(running.url, '{ establishment(finess: "570000596") { name } }')).toEqual({
    data: { establishment: { name: 'HIA LEGOUEST' } },
  });

beforeAll(async () => {
  const parts = [
    'cli',
    'gateway',
    'imports',
    'platform',
    'schema',
    'services',
    'maillage.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ];
  for (const part of parts) cpSync(part, join(root, part), { recursive: true });
  cpSync(resolve(built('.')), join(root, 'dist'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  await copyTemplate(data, templateCache, templateKey(), () => expect.fail('the run has made it'));
  session = spawn('npm', ['--silent', 'run', 'dev'], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: data, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  lines = createInterface(session.stderr)[Symbol.asyncIterator]();
  await saysItAnswers();
});

afterAll(() => {
  // Of a test that failed: the last one ends it.
  if (session.exitCode === null && session.signalCode === null) session.kill('SIGTERM');
  rmSync(base, { recursive: true, force: true });
});

test('a change restarts the hub, and the database and the build stay', async () => {
  const [server, before] = [postmaster(), running];
  change("process.stderr.write('by the changed code\\n');\n");
  expect(await saysItAnswers()).toContain('by the changed code');
  expect(await says('answers again')).toContain('cli/hub.ts');
  await expectAnswer();
  expect(postmaster()).toBe(server);
  expect(isAlive(before.pid)).toBe(false);
  expect(readFileSync(join(root, 'dist', 'cli', 'hub.js'), 'utf8')).not.toContain('by the changed code');
});

test.each([
  ['does not parse', 'const = 1;\n', 'cli/hub.ts'],
  ['has a wrong type', "export const wrong: number = 'text';\n", 'error TS2322'],
  ['ends as it loads', "throw new Error('not today');\n", 'not today'],
])('a change that %s is told, and the hub goes on', async (_, text, told) => {
  change(text);
  expect(await says('the previous hub keeps running')).toContain(told);
  await expectAnswer();
});

test('a change that does not fit what imports it is told there, and the hub goes on', async () => {
  writeFileSync(hub, source.replace('startHub(env: Env,', 'startHub(more: string, env: Env,'));
  expect(await says('the previous hub keeps running')).toMatch(/^cli\/dev-hub\.ts\(\d+,\d+\): error TS/m);
  await expectAnswer();
});

test('a hub that dies is told, and the next change starts it again', async () => {
  process.kill(running.pid, 'SIGKILL');
  await says('The hub ended (SIGKILL)');
  change('');
  await saysItAnswers();
  await expectAnswer();
});

test('the end of npm ends the hub and PostgreSQL', async () => {
  session.kill('SIGTERM');
  for (let { done } = await lines.next(); !done; { done } = await lines.next());
  // PostgreSQL removes its file as the last thing that it does.
  expect({
    server: existsSync(join(data, 'postgres', 'postmaster.pid')),
    hub: isAlive(running.pid),
    copies: readdirSync(join(root, '.dev')),
  }).toEqual({ server: false, hub: false, copies: [] });
});
