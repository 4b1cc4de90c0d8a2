import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { graphUrl, run, type Program } from '../support/processes.ts';
import { outcomeOf, root, type Outcome } from './program.ts';

const example = join(root, 'examples/typed-client');
const leftOut = new Set(['generated', 'node_modules']);
let folder: string;
let copy: string;
let database: TestDatabase;
let settings: Record<string, string>;
let hub: Program;
let hubUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-typed-client-'));
  copy = await copyExample();
  database = await cloneDatabase();
  settings = { DATA_DIR: join(folder, 'data'), DATABASE_URL: database.url, PORT: '0' };
  hub = run('cli/main.js', ['start'], settings);
  hubUrl = graphUrl(await hub.says('its explorer'));
  await new Promise<void>((resolve) => recorder.listen(0, '127.0.0.1', resolve));
  expect(await npm('generate')).toMatchObject({ code: 0 });
});

afterAll(async () => {
  recorder.close();
  hub.process.kill('SIGTERM');
  await hub.ended;
  await database.drop();
  await rm(folder, { recursive: true });
});

/** The folder as a newcomer copies it, outside of the repository, without the code that was generated in it. */
async function copyExample(): Promise<string> {
  const target = join(folder, 'copy');
  await cp(example, target, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  await symlink(join(root, 'node_modules'), join(target, 'node_modules'));
  return target;
}

/** The operations that reached the hub. */
let sent: Record<string, unknown>[] = [];

/** Passes requests on to the hub, and records their operations. */
const recorder = createServer(async (request, response) => {
  const body = await text(request);
  if (body) sent.push(JSON.parse(body) as Record<string, unknown>);
  const { method, headers } = request;
  const answer = await fetch(new URL(request.url!, hubUrl), {
    method,
    headers: {
      'content-type': 'application/json',
      ...(headers.authorization && { authorization: headers.authorization }),
    },
    ...(body && { body }),
  });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type')! }).end(await answer.text());
});

function npm(script: string, env: Record<string, string> = {}): Promise<Outcome> {
  const { port } = recorder.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  return outcomeOf(copy, 'npm', ['run', '--silent', script], { MAILLAGE_URL: url, ...env });
}

/** What a command of the hub prints. */
async function maillage(...args: string[]): Promise<string> {
  const command = run('cli/main.js', args, settings);
  expect(await command.ended, command.output()).toBe(0);
  return command.output().trim();
}

/** Replaces a text of a file while the work runs. */
async function rewritten<Result>(file: string, from: string, to: string, work: () => Promise<Result>): Promise<Result> {
  const path = join(copy, file);
  const before = await readFile(path, 'utf8');
  expect(before).toContain(from);
  await writeFile(path, before.replace(from, to));
  const result = await work();
  await writeFile(path, before);
  return result;
}

describe('the generated code', () => {
  test('is up to date: if not, run `npm run generate` in examples/typed-client', async () => {
    const files = await readdir(join(copy, 'src/generated'));
    expect(await readdir(join(example, 'src/generated'))).toEqual(files);
    for (const file of files) {
      const [committed, fresh] = [example, copy].map((place) => readFile(join(place, 'src/generated', file), 'utf8'));
      expect(await committed).toBe(await fresh);
    }
  });

  test('types the program', async () => {
    expect(await npm('types')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('makes a wrong field of an answer a type error', async () => {
    const { code, stdout } = await rewritten(
      'src/main.ts',
      '{ specialty, requiredFte,',
      '{ specialty, neededFte,',
      () => npm('types'),
    );
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/^src\/main\.ts.*'neededFte' does not exist/m);
  });

  test('is not made of an operation with a wrong field', async () => {
    const operation = 'src/operations/workforce-needs.graphql';
    const { code, stderr } = await rewritten(operation, 'requiredFte', 'neededFte', () => npm('generate'));
    expect(code).not.toBe(0);
    expect(stderr).toContain('Cannot query field "neededFte" on type "WorkforceNeed".');
  });
});

describe('the client', () => {
  test('reads all pages, and reports the field that is withheld from an anonymous caller', async () => {
    sent = [];
    const { code, stdout, stderr } = await npm('start');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    const establishments = lines.slice(1, lines.indexOf(''));
    expect(establishments).toContain('570000596 HIA LEGOUEST (Hôpital des armées)');
    expect([establishments.length, new Set(establishments).size]).toEqual([33, 33]);
    expect(lines.slice(-2)).toEqual([
      'Workforce needs of CHR METZ-THIONVILLE',
      expect.stringMatching(/^establishment\.workforceNeeds FORBIDDEN: Establishment\.workforceNeeds .*"partner"/),
    ]);
    // Each document by its id first. The hub does not know it, and the second page goes without.
    expect(sent.map(({ documentId }) => documentId !== undefined)).toEqual([true, false, false, true, false]);
  });

  test('names registered operations by their ids, and shows a partner what is withheld from others', async () => {
    const institution = ['--institution', '570005165'];
    await maillage('documents', 'register', ...institution, join(copy, 'src/generated/persisted-documents.json'));
    const token = await maillage('token', ...institution, '--scope', 'partner');
    sent = [];
    const { code, stdout } = await npm('start', { MAILLAGE_TOKEN: token });
    expect(code).toBe(0);
    expect(stdout).toContain('\nAnesthésie-réanimation: 36.5 of 42 FTE\n');
    expect(stdout).not.toContain('FORBIDDEN');
    expect(sent.map((body) => Object.keys(body))).toEqual(Array.from({ length: 3 }, () => ['documentId', 'variables']));
  });

  test('ends with the reason where the hub refuses its token', async () => {
    const { code, stderr } = await npm('start', { MAILLAGE_TOKEN: 'not.a.token' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^UNAUTHENTICATED: /);
  });
});
