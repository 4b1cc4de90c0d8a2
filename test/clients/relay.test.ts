import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import relayRuntime from 'relay-runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../examples/program.ts';
import { useHub } from './hub.ts';

const { Environment, fetchQuery, Network, RecordSource, Store } = relayRuntime;
const hub = useHub();
let folder: string;

const source = `import { graphql } from 'relay-runtime';
graphql\`query src_Query($finess: String!) { establishment(finess: $finess) { ...src_sites } }\`;
graphql\`fragment src_sites on Establishment @refetchable(queryName: "src_SitesQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 5 }, after: { type: "String" }) {
  sites(first: $first, after: $after) @connection(key: "src_sites") { edges { node { id name } } }
}\`;
graphql\`fragment src_activity on ImagingActivity @refetchable(queryName: "src_ActivityQuery") { exams }\`;
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-relay-'));
  await mkdir(join(folder, 'src'));
  const schema = await fetch(new URL('/schema.graphql', hub.url));
  await writeFile(join(folder, 'schema.graphql'), await schema.text());
  const config = await readFile(join(root, 'clients/relay.config.json'), 'utf8');
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify({ ...JSON.parse(config), language: 'javascript' }));
  await writeFile(join(folder, 'src/src.js'), source);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});

afterAll(() => rm(folder, { recursive: true }));

test("Relay's compiler takes the schema with the kit's configuration, and its runtime pages by node(id)", async () => {
  const cli = join(root, 'node_modules/relay-compiler/cli.js');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, 'relay.config.json'], { cwd: folder });
  expect(stdout + stderr).toContain('Compilation completed');
  const environment = new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(async ({ text }, variables) => {
      const body = JSON.stringify({ query: text, variables });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(hub.url, { method: 'POST', headers, body })).json() as Promise<any>;
    }),
  });
  const ask = async (name: string, variables: object): Promise<any> => {
    const artifact = pathToFileURL(join(folder, `src/__generated__/${name}.graphql.js`)).href;
    const { default: query } = (await import(artifact)) as { default: never };
    return fetchQuery(environment, query, variables as never).toPromise();
  };
  const establishments = () =>
    environment
      .getStore()
      .getSource()
      .getRecordIDs()
      .filter((id) => Buffer.from(id, 'base64url').toString().startsWith('Establishment:'));
  await ask('src_Query', { finess: '570005165' });
  const before = establishments();
  const id = before.find((each) => Buffer.from(each, 'base64url').toString().endsWith(':570005165'))!;
  await ask('src_SitesQuery', { id, first: 8 });
  expect([before.length, establishments().length]).toEqual([6, 9]);
});
