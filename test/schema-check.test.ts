import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSchema } from '../schema/check.ts';
import { generatedFiles } from '../schema/compose.ts';

const root = mkdtempSync(join(tmpdir(), 'maillage-schema-'));
const folder = pathToFileURL(`${root}/schema/`);
const write = (path: string, text: string): void => writeFileSync(join(root, 'schema', path), text);
const tell = (text: string): void => writeFileSync(join(root, 'CHANGELOG.md'), text);
const accept = (...changes: string[]): void =>
  write(
    'accepted-breaks.json',
    JSON.stringify(changes.map((change) => ({ change, reason: 'it told a falsehood', since: '2026-11-26' }))),
  );
const git = (...args: string[]): unknown =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: root });
let files: Map<string, string>;

beforeAll(async () => {
  files = await generatedFiles();
  mkdirSync(join(root, 'schema', 'subgraphs'), { recursive: true });
  mkdirSync(join(root, 'clients'));
  for (const [path, text] of files) write(path, text);
  accept();
  tell('# Changelog\n');
  git('init', '--quiet');
});

afterAll(() => rmSync(root, { recursive: true }));

const commit = (supergraph: string): void => {
  write('supergraph.graphql', supergraph);
  git('add', '.');
  git('commit', '--quiet', '--allow-empty', '--message', 'schema');
  write('supergraph.graphql', files.get('supergraph.graphql')!);
};

test('passes what the code composes, with or without a last commit', async () => {
  await checkSchema(folder);
  commit(files.get('supergraph.graphql')!);
  await checkSchema(folder);
});

test('names the files that differ from the code', async () => {
  write('subgraphs/establishments.graphql', 'type Query { gone: Int }');
  await expect(checkSchema(folder)).rejects.toThrow('schema/subgraphs/establishments.graphql');
  write('subgraphs/establishments.graphql', files.get('subgraphs/establishments.graphql')!);
});

test('names the files of the client kit too', async () => {
  const kit = files.get('../clients/apollo.ts')!;
  expect(kit).toContain('typePolicies');
  write('../clients/apollo.ts', kit.replace('relayStylePagination', 'other'));
  await expect(checkSchema(folder)).rejects.toThrow('composes: clients/apollo.ts.');
  write('../clients/apollo.ts', kit);
});

/** Commits a graph that has a field more than that of the code. */
function commitAndLose(field: string): void {
  const line = '  establishment(';
  const graph = files.get('supergraph.graphql')!;
  expect(graph).toContain(line);
  commit(graph.replace(line, `  ${field}: String\n${line}`));
}

test('names what clients of the last commit would lose', async () => {
  commitAndLose('lostToAll');
  await expect(checkSchema(folder)).rejects.toThrow('Query.lostToAll was removed');
});

test('lets what is new pass', async () => {
  const graph = files.get('supergraph.graphql')!;
  const sources = /^ {2}"{3}[^"]+"{3}\n {2}sources: .*$/m.exec(graph)![0];
  commit(graph.replace(sources, ''));
  await checkSchema(folder);
});

describe('accepted breaks', () => {
  const change = 'Query.lostToAll was removed.';

  test('lets pass what the list and the changelog tell', async () => {
    commitAndLose('lostToAll');
    accept(change);
    tell(`# Changelog\n\n## Unreleased\n\n- ${change} It told a falsehood.\n`);
    expect(await checkSchema(folder)).toEqual([]);
  });

  test('takes a changeset for the line that it will become', async () => {
    commitAndLose('lostToAll');
    accept(change);
    tell('# Changelog\n');
    mkdirSync(join(root, '.changeset'));
    writeFileSync(join(root, '.changeset', 'brave-falcon.md'), `---\n'maillage': major\n---\n\n${change}\n`);
    expect(await checkSchema(folder)).toEqual([]);
    rmSync(join(root, '.changeset'), { recursive: true });
  });

  test('refuses what the list does not tell, and what the changelog does not', async () => {
    commitAndLose('alsoLost');
    accept(change);
    await expect(checkSchema(folder)).rejects.toThrow('Query.alsoLost was removed');
    commitAndLose('lostToAll');
    await expect(checkSchema(folder)).rejects.toThrow(`neither CHANGELOG.md nor a changeset tells it: ${change}`);
  });

  test('refuses an entry that no change needs, and tells that one has done its work', async () => {
    tell(change);
    accept();
    commit(files.get('supergraph.graphql')!);
    accept(change);
    await expect(checkSchema(folder)).rejects.toThrow(`no change does it: ${change}`);
    commit(files.get('supergraph.graphql')!);
    expect(await checkSchema(folder)).toEqual([expect.stringContaining(`may go: ${change}`)]);
  });

  test.each([
    ['no JSON', '[', 'JSON'],
    ['a reason that is missing', '[{ "change": "a", "since": "2026-11-26" }]', 'reason'],
    ['a day that is none', '[{ "change": "a", "reason": "b", "since": "soon" }]', 'since'],
  ])('refuses %s', async (_, text, named) => {
    write('accepted-breaks.json', text);
    await expect(checkSchema(folder)).rejects.toThrow(named);
    accept();
  });
});
