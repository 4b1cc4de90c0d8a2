import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { graphUrl, run, type Program } from '../support/processes.ts';

let folder: string;
let database: TestDatabase;
let hub: Program;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage documents-'));
  database = await cloneDatabase();
  hub = run('cli/main.js', ['start'], {
    DATABASE_URL: database.url,
    PERSISTED_DOCUMENTS: join(folder, 'registered'),
    PERSISTED_ONLY: 'true',
    PORT: '0',
  });
  url = graphUrl(await hub.says('its explorer'));
});

afterAll(async () => {
  hub.process.kill('SIGTERM');
  await hub.ended;
  await database.drop();
  await rm(folder, { recursive: true });
});

const command = async (...args: string[]): Promise<{ code: number | null; output: string }> => {
  const program = run('cli/main.js', ['documents', ...args], { PERSISTED_DOCUMENTS: join(folder, 'registered') });
  return { code: await program.ended, output: program.output() };
};
const file = async (name: string, content: string): Promise<string> => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const ask = async (body: object): Promise<any> => {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
};
const owner = ['--institution', '570005165'];
const moselle = 'query Moselle { territory(code: "57") { name } }\n';
const meuse = 'query Meuse($code: String = "55") { territory(code: $code) { name } }';
const named = (text: string) => ({ documentId: `sha256:${documentId(text)}` });

describe('documents', () => {
  it('that nobody registered are not answered', async () => {
    expect((await ask({ query: moselle })).errors[0].extensions.code).toBe('PERSISTED_QUERY_REQUIRED');
    expect((await ask(named(moselle))).errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('that an institution registers are answered by the running hub, from files and from manifests', async () => {
    const graphql = await file('moselle.graphql', moselle);
    const manifest = await file('manifest.json', JSON.stringify({ [documentId(meuse)]: meuse }));
    const apollo = await file('apollo.json', JSON.stringify({ operations: [{ id: documentId(meuse), body: meuse }] }));
    const { code, output } = await command('register', ...owner, graphql, manifest, apollo);
    expect(output.split('\n').filter(Boolean).toSorted()).toEqual(
      [`${documentId(moselle)}  Moselle`, `${documentId(meuse)}  Meuse`].toSorted(),
    );
    expect(code).toBe(0);
    expect(await ask(named(moselle))).toEqual({ data: { territory: { name: 'Moselle' } } });
    expect(await ask({ query: meuse })).toEqual({ data: { territory: { name: 'Meuse' } } });
  });

  it('stay when others come, and are listed', async () => {
    const again = await command('register', ...owner, await file('moselle.graphql', moselle));
    expect(again).toEqual({ code: 0, output: `${documentId(moselle)}  Moselle  (already registered)\n` });
    const { output } = await command('list');
    expect(output).toContain(`570005165  ${documentId(meuse)}  Meuse\n`);
    expect(output.trim().split('\n')).toHaveLength(2);
    expect((await command('list', '--institution', '570000596')).output).toBe('');
    const stored = JSON.parse(await readFile(join(folder, 'registered', '570005165.json'), 'utf8')) as object;
    expect(stored).toEqual({ [documentId(meuse)]: meuse, [documentId(moselle)]: moselle });
    expect(await readdir(join(folder, 'registered'))).toEqual(['570005165.json']);
  });

  it('are registered all or none: each fault is told with its file', async () => {
    const page = (inner: string) =>
      `{ establishments(first: 100) { nodes { sites(first: 100) { nodes { ${inner} } } } } }`;
    const files = {
      'sound.graphql': '{ sources { code } }',
      'unknown.graphql': '{ nowhere }',
      'dear.graphql': page('memberships(first: 100) { nodes { role } }'),
      'deep.graphql': `{ territory(code: "57") ${'{ parent '.repeat(16)}{ name }${' }'.repeat(16)} }`,
      'empty.graphql': 'fragment F on Query { __typename }',
      'other.json': JSON.stringify({ a1b2: moselle }),
      'broken.json': '{',
    };
    const paths = await Promise.all(Object.entries(files).map((entry) => file(...entry)));
    const { code, output } = await command('register', ...owner, ...paths, join(folder, 'absent.graphql'));
    expect(code).toBe(1);
    for (const words of [
      /unknown\.graphql: line 1: Cannot query field "nowhere"/,
      /dear\.graphql: A request may cost at most 50000; this one costs 1020801/,
      /deep\.graphql: A document may have at most 15 levels of fields; this one has 18/,
      /empty\.graphql: .*/,
      /other\.json: the id "a1b2" is not the SHA-256/,
      /broken\.json: it is not JSON/,
      /absent\.graphql: there is no such file or folder/,
    ]) {
      expect(output).toMatch(words);
    }
    expect(output).not.toMatch(/sound\.graphql|^\s+at /m);
    expect((await command('list')).output.trim().split('\n')).toHaveLength(2);
  });

  it('are removed by id, and the hub answers them no more', async () => {
    expect(await command('remove', ...owner, documentId('x'))).toMatchObject({ code: 1 });
    expect(await command('remove', ...owner, documentId(moselle))).toEqual({ code: 0, output: '' });
    await expect
      .poll(async () => (await ask(named(moselle))).errors?.[0].extensions.code, { timeout: 10_000 })
      .toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(await ask(named(meuse))).toEqual({ data: { territory: { name: 'Meuse' } } });
  });

  it('want an institution', async () => {
    expect(await command('register', '--institution', '57', 'x.graphql')).toEqual({
      code: 1,
      output: '--institution is "57": expected a FINESS number of 9 characters.\n',
    });
  });
});
