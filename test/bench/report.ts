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

This page is written by \`npm run bench\`, which measures every variant on one machine, one database and the same questions. Do not edit it: run the benchmark again.

- ${day}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; load average in its last quarter of an hour, its own processes included, ${written(machine.load)}${isCrowded ? '. **Other work ran on the machine: take the ratios, and not the figures.**' : '.'}
- ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.
- The database holds ${contents}, and invented contracts, memberships and, where no statistics were imported, activities of hospitals, as the crossing would otherwise meet empty lists.

## How it is measured

\`\`\`sh
npm run bench                # everything, some half an hour: prints the tables and writes this page
npm run bench -- --quick     # the same code on little data, under two minutes: fails where answers differ
npm run bench -- --questions crossing,page-100 --variants local,apollo --rounds 3   # a part; writes nothing
npm run bench -- --questions crossing --variants local --profile profiles           # with CPU profiles of the hub
\`\`\`

Every variant is a real process (or several) that answers HTTP on 127.0.0.1, with \`NODE_ENV=production\`, pools of 10 connections, and no limit of rate. The load comes from \`autocannon\` in a process of its own, over ${connections} connections that each ask again once they have their answer. Variables differ from request to request and are drawn from the data, with a fixed seed. Before anything is timed, the answers of all variants to each question are compared; a difference fails the run. Each of ${rounds} rounds measures each variant for some ${seconds} seconds, in a turn that rotates, so that what else the machine does hits all. A ratio is taken round by round; beside each median stand the least and the most of the rounds. CPU is that of the variant's processes, those behind a gateway included; PostgreSQL's stands apart.

- **Maillage, local**: \`maillage start\`, one process. **Maillage, remote**: the gateway and four services.
- **Apollo Gateway** and **Hive Gateway as it comes** stand before the same four services, with no option but the supergraph.
- **PostGraphile 5** answers from the same tables in its own schema: preset amber, relations named by smart tags, plain lists where the question asks for them, no explorer, no watching. It has no question like the search, the find or the aggregate: they would be functions written in SQL, which is the limit.
- **The limit** is a bare \`node:http\` server that sends what one hand-written, prepared statement answers: as JSON that PostgreSQL built, or made in Node of plain rows. The faster form counts.

## ${goals.title}

${table(goals)}

## ${profiles.title}

What keeps the hub from a goal that it does not reach, the CPU of the questions below says: a machine of ${machine.cores} cores serves as many requests as have room on them, those of the load's process included. Where a goal compares with another server, the limit's own ratio to that server stands beside it: no server of this form can have a higher one.

- **A crossing** is seven statements: each service reads its own tables as a role of its own, and knows of another's objects their keys alone, so that it can stand on another machine or at a partner's. Each statement costs CPU on both sides, in the driver and in PostgreSQL, where PostGraphile and the hand-written SQL join all tables in one. Over HTTP, the four services and PostgreSQL take the greater part, which every gateway before them pays.
- **A page of 100** costs half a millisecond of one process, which can then not answer more than two thousand of them a second, whatever the machine has left; two fifths of it are reading rows and collecting garbage. More workers (\`--workers\`) have the other cores.
- **A find** works out for each condition which establishments of the whole country fulfil it, and keeps those that are in all of these sets, as it does not know which condition is the rarest. The hand-written statement knows: it begins with the few that have the devices within the territory, and looks the rest up for each.
- **An import** checks each record against all others and folds names for the search; its indexes alone take longer to be built than four times a \`COPY\` of the rows into a table that has none.

The shares below are of the time in which a process was busy, asked one request after the other.

${table(profiles)}

## The questions

![Requests a second](performance/throughput.svg)

![CPU milliseconds a request](performance/cpu.svg)

![p99](performance/p99.svg)

${questions.map(section).join('\n\n')}

## Memory, import, growth and the contract

The import is \`maillage import finess\`, a process of its own, into a hub that holds the reference dataset and that nobody is connected to; every 20 ms it is looked up in PostgreSQL what it is at.

${growth ? `Growth is measured on registers that the benchmark invents in the form of FINESS, and that the hub imports: ${sizes} establishments. A search grows with what it finds, as it counts and ranks all of it.\n\n![Growth](performance/growth.svg)\n\n` : ''}${others.map(section).join('\n\n')}

The memory of a gateway counts the four services behind it, which the three gateways share. All figures are in [\`results.json\`](performance/results.json).
`;
}
