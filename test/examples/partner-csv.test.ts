import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvTemplate } from '../../services/kit/datasets/template.ts';
import { datasetNamed, describeDataset } from '../../services/registry.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { outcomeOf, root } from './program.ts';

const readme = join(root, 'examples/partner-csv/README.md');
const files = globSync('examples/partner-csv/*/*.csv', { cwd: root });
/** The working directory of the commands, which write their rejects to it. */
let folder: string;
let hub: TestHub;
let executedReadme: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-partner-csv-'));
  await symlink(join(root, 'examples'), join(folder, 'examples'));
  hub = await testHub();
  executedReadme = await executed(await readFile(readme, 'utf8'));
});

afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

/** What a command of the README prints, in a shell that runs the build for `npx maillage`. */
async function printed(command: string): Promise<string> {
  const script = `npx() { shift; '${process.execPath}' '${root}dist/cli/main.js' "$@"; }\n${command}`;
  const { code, stdout, stderr } = await outcomeOf(folder, 'sh', ['-c', script], { DATABASE_URL: hub.database.url });
  // A terminal shows a bar in place of the lines of progress, and the time differs.
  const output = code === 0 ? stdout : stderr.replaceAll(/^[^ ]+: (reading|writing|\d+ %)\n/gm, '');
  return output.trimEnd().replace(/\d+\.\d+ s$/m, '0.5 s');
}

async function answered(query: string): Promise<string> {
  const { data, errors } = await hub.execute(query);
  expect(errors).toEqual([]);
  return JSON.stringify({ data }, null, 2);
}

/** A text with the real output below each of its commands, and the real answer below each of its queries. */
async function executed(text: string): Promise<string> {
  const blocks =
    /(?<=```console\n\$ (?<command>.+)\n)[^]*?(?=```)|(?<=```graphql\n(?<query>[^`]+)```\n```json\n)[^]*?(?=```)/g;
  let result = '';
  let end = 0;
  for (const block of text.matchAll(blocks)) {
    const { command, query } = block.groups!;
    const output = command === undefined ? await answered(query!) : await printed(command);
    result += `${text.slice(end, block.index)}${output}\n`;
    end = block.index + block[0].length;
  }
  return result + text.slice(end);
}

test.each(files)('%s has the columns of its template', async (file) => {
  const dataset = basename(file, '.csv').replace('-corrected', '');
  const [, header] = (await readFile(join(root, file), 'utf8')).split('\n');
  expect(header).toBe(
    csvTemplate(await describeDataset(datasetNamed(dataset)))
      .trimEnd()
      .split('\n')
      .at(-1),
  );
});

test('the README shows what its commands print and what the hub answers: if not, run this with --update', async () => {
  await expect(executedReadme).toMatchFileSnapshot(readme);
});

test('the graph has the rows of the files, including the corrected ones', async () => {
  const { data } = await hub.execute(`{
    careUnits(first: 100) { nodes { name kind discipline { code } beds site { finess } source { code } } }
    establishment(finess: "570000596") { supplyContracts(role: CONSUMER) { kind dailyVolume unitCostEur } }
  }`);
  const units = data.careUnits.nodes.filter(({ source }: any) => source.code.startsWith('illustrative'));
  expect(units).toHaveLength(2 + 11);
  expect(units).toContainEqual({
    name: 'Lits de cardiologie',
    kind: 'WARD',
    discipline: { code: '013' },
    beds: 12,
    site: { finess: '570000968' },
    source: { code: 'illustrative' },
  });
  expect(data.establishment.supplyContracts).toContainEqual({ kind: 'MEALS', dailyVolume: 350, unitCostEur: 6.4 });
});

test('the file of rejects is the same sheet with the rows that were left out, and their reasons', async () => {
  const [, header, ...given] = (await readFile(join(root, 'examples/partner-csv/corrections/care-units.csv'), 'utf8'))
    .trimEnd()
    .split('\n');
  const rejects = (await readFile(join(folder, 'care-units.csv.rejects.csv'), 'utf8')).trimEnd().split('\n');
  expect(rejects[0]).toBe(`\uFEFF${header};reasons`);
  expect(rejects.slice(1).map((row) => row.split(';"column ')[0])).toEqual(given.slice(1));
});
