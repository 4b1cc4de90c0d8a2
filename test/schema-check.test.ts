import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkSchema } from '../schema/check.ts';
import { composedFiles } from '../schema/compose.ts';

const root = mkdtempSync(join(tmpdir(), 'maillage-schema-'));
const folder = pathToFileURL(`${root}/`);
const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
const git = (...args: string[]): unknown =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: root });
let files: Map<string, string>;

beforeAll(async () => {
  files = await composedFiles();
  mkdirSync(join(root, 'subgraphs'));
  for (const [path, text] of files) write(path, text);
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

test('names what clients of the last commit would lose', async () => {
  const line = '  establishment(';
  const graph = files.get('supergraph.graphql')!;
  expect(graph).toContain(line);
  commit(graph.replace(line, `  lostToAll: String\n${line}`));
  await expect(checkSchema(folder)).rejects.toThrow('Query.lostToAll was removed');
});

test('lets what is new pass', async () => {
  const graph = files.get('supergraph.graphql')!;
  const sources = /^ {2}"{3}[^"]+"{3}\n {2}sources: .*$/m.exec(graph)![0];
  commit(graph.replace(sources, ''));
  await checkSchema(folder);
});
