import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { plotsOf } from './plots.ts';
import { written, type Results } from './results.ts';
import { tablesOf, type TextTable } from './tables.ts';

const docs = new URL('../../docs/', import.meta.url);

/** Writes what a run found to `docs/`: the page, its plots, and all figures as JSON. Gives the files. */
export async function writeReport(results: Results): Promise<string[]> {
  const plots = await plotsOf(results);
  const files = {
    'performance.md': page(results),
    'performance/results.json': `${JSON.stringify(results, rounded)}\n`,
    ...Object.fromEntries(Object.entries(plots).map(([name, svg]) => [`performance/${name}`, svg])),
  };
  await mkdir(new URL('performance/', docs), { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(new URL(name, docs), text)));
  return Object.keys(files).map((name) => fileURLToPath(new URL(name, docs)));
}

/** More than six digits say nothing. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

const cells = (row: string[]): string => `| ${row.join(' | ')} |`;

function table({ rows }: TextTable): string {
  const [head, ...body] = rows;
  return [cells(head!), cells(head!.map((_, index) => (index === 0 ? '---' : '---:'))), ...body.map(cells)].join('\n');
}

const section = (one: TextTable): string => `### ${one.title}\n\n${table(one)}`;

function page(results: Results): string {
  const { day, machine, versions, scale, contents, growth } = results;
  const { goals, profiles, questions, others } = tablesOf(results);
  const { rounds, seconds, connections } = scale.pace;
  // Its own load, database and servers are two for each core.
  const isCrowded = machine.load > 2 * machine.cores + 1;
  const sizes = growth?.volumes.map(({ establishments }) => establishments.toLocaleString('en')).join(', ');
  return `# Performance

\`npm run bench\` writes this page. It measures every variant on one machine, one database and the same questions. Do not edit the page: run the benchmark again.

- ${day}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; load average of the last 15 minutes, the benchmark included, ${written(machine.load)}${isCrowded ? '. **Other work ran on the machine: use the ratios, not the figures.**' : '.'}
- ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.
- The database holds ${contents}, and invented contracts, memberships and (if no statistics were imported) activities of hospitals, because the crossing would otherwise read empty lists.

## How it is measured

\`\`\`sh
npm run bench                # everything, about half an hour: prints the tables and writes this page
npm run bench -- --quick     # the same code on little data, under two minutes: fails if responses differ
npm run bench -- --questions crossing,page-100 --variants local,apollo --rounds 3   # some of it; writes nothing
npm run bench -- --questions crossing --variants local --profile profiles           # with CPU profiles of the hub
\`\`\`

Every variant is one or more real processes that serve HTTP on 127.0.0.1, with \`NODE_ENV=production\`, pools of 10 connections, and no rate limit. \`autocannon\` creates the load in a separate process, over ${connections} connections that each send the next request when they have the response. Variables differ from request to request and are drawn from the data with a fixed seed. Before anything is timed, the responses of all variants to each question are compared; a difference fails the run. Each of ${rounds} rounds measures each variant for about ${seconds} seconds, in rotating order, so that other work on the machine affects all of them. Ratios are taken round by round; each median is followed by the minimum and maximum of the rounds. CPU is that of the variant's processes, including those behind a gateway; PostgreSQL's CPU has its own column.

- **Maillage, local**: \`maillage start\`, one process. **Maillage, remote**: the gateway and four services.
- **Apollo Gateway** and **Hive Gateway as it comes** run before the same four services, with no options except the supergraph.
- **PostGraphile 5** serves the same tables in its own schema: preset amber, relations named by smart tags, plain lists where the question has them, no explorer, no watch mode. It has no equivalent of the search, the find and the aggregate: they would be functions written in SQL, which is the limit.
- **The limit** is a bare \`node:http\` server that sends the result of one hand-written, prepared statement, either as JSON built by PostgreSQL or as JSON built in Node from plain rows. The faster form counts.
- **Cost against database time** is over operations of every kind of condition, list and argument, drawn with a fixed seed and run over one connection a service; of each, the median of five runs counts. What meets a condition is counted too (\`totalCount\`), because a page may be full before the condition has done its work. How much an operation finds is what no formula of a document knows: of up to twelve of a kind, the first counts whose pages have half of the objects that they ask for, or else the one that finds most.

## ${goals.title}

${table(goals)}

## ${profiles.title}

The CPU figures of the questions below explain the goals that are not reached: ${machine.cores} cores serve as many requests as fit on them, together with the process that creates the load. Where a goal compares with another server, the table also has the limit's ratio to that server: no server of this form can exceed it.

- **A crossing** is seven statements: each service reads its own tables with its own role, and knows only the keys of another service's objects, so that it can run on another machine or at a partner's. Each statement costs CPU in the driver and in PostgreSQL, whereas PostGraphile and the hand-written SQL join all tables in one statement. Over HTTP, the four services and PostgreSQL need most of the CPU, which every gateway before them pays.
- **A page of 100** costs half a millisecond of one process, so one process serves at most two thousand of them per second, whatever else the machine has free; two fifths of it are reading rows and collecting garbage. More workers (\`--workers\`) use the other cores.
- **A find** computes for each condition the establishments of the whole country that meet it, and intersects these sets, because it does not know which condition is the rarest. The hand-written statement does: it begins with the few establishments that have the devices within the territory, and looks up the rest for each.
- **An import** checks each record against all others and folds names for the search; building its indexes alone takes longer than four times a \`COPY\` of the rows into a table without indexes.

The shares below are of the time in which a process was busy, with one request after the other.

${table(profiles)}

## The questions

![Requests a second](performance/throughput.svg)

![CPU milliseconds a request](performance/cpu.svg)

![p99](performance/p99.svg)

${questions.map(section).join('\n\n')}

## Memory, import, growth and the contract

The import is \`maillage import finess\`, a separate process, into a hub with the reference dataset and without other connections; every 20 ms, PostgreSQL is queried for the statement that it runs.

${growth ? `Growth is measured on registers that the benchmark invents in the form of FINESS and that the hub imports: ${sizes} establishments. The time of a search grows with its matches, because it counts and ranks all of them.\n\n![Growth](performance/growth.svg)\n\n` : ''}${others.map(section).join('\n\n')}

The memory of a gateway includes the four services behind it, which the three gateways share. All figures are in [\`results.json\`](performance/results.json).
`;
}
