import Table from 'cli-table3';
import type { Measured } from './comparison.ts';
import { goalsOf } from './goals.ts';
import { phaseTitles } from './phases.ts';
import type { Profile } from './profile.ts';
import { figure, ratio, spreadOf, written, writtenSpread, type Results } from './results.ts';
import { titles } from './variants.ts';

/** A table of texts: the first row is the head. */
export interface TextTable {
  title: string;
  rows: string[][];
}

/** What contenders are called. */
export const titleOf = (name: string): string => (titles as Record<string, string>)[name] ?? name;

/** The figures of one question: a line for each contender, with its throughput over that of the one named. */
export function questionTable({ title, samples }: Measured, against: string): TextTable {
  const base = samples[against];
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms/request', "PostgreSQL's"];
  const rows = Object.entries(samples).map(([name, own]) => [
    titleOf(name),
    writtenSpread(figure(own, 'throughput')),
    ...(['p50', 'p99', 'cpu', 'cpuOfPostgres'] as const).map((one) => written(figure(own, one).median)),
    ...(base ? [name === against ? '' : writtenSpread(ratio(base, own, 'throughput'))] : []),
  ]);
  return { title, rows: [[...head, ...(base ? [`${titleOf(against)} over it`] : [])], ...rows] };
}

export interface Tables {
  goals: TextTable;
  profiles: TextTable;
  questions: TextTable[];
  others: TextTable[];
}

/** All tables of a run, in the order in which they are read. */
export function tablesOf(results: Results): Tables {
  const { compared, memory, contract, profiles, imports, growth } = results;
  const goals = goalsOf(results).map(({ work, wanted, found, isReached }) => [
    work,
    wanted,
    found,
    isReached ? 'reached' : 'not reached',
  ]);
  const others: TextTable[] = [
    {
      title: 'Memory',
      rows: [
        ['', 'processes', 'peak MB, together'],
        ...Object.entries(memory).map(([name, { peak, processes }]) => [
          titleOf(name),
          String(processes),
          written(peak),
        ]),
      ],
    },
    {
      title: 'The import of the register',
      rows: [
        ['rows', 'import, s', 'again, s', 'peak MB', 'bare COPY, s', 'COPY with indexes, s', 'import over bare COPY'],
        imports.length === 0
          ? []
          : [
              String(imports[0]!.rows),
              ...(['first', 'again', 'peak', 'bare', 'indexed'] as const).map((name) =>
                writtenSpread(spreadOf(imports.map((one) => one[name]))),
              ),
              writtenSpread(spreadOf(imports.map((one) => one.first / one.bare))),
            ],
      ],
    },
    {
      title: 'Where the time of a first import goes',
      rows: [
        ['', 's', 'of the whole'],
        ...phaseTitles.map((title) => {
          const own = imports.map(({ phases, first }) => ({ seconds: phases[title]!, share: phases[title]! / first }));
          const share = spreadOf(own.map((one) => one.share)).median;
          return [title, writtenSpread(spreadOf(own.map((one) => one.seconds))), `${Math.round(share * 100)} %`];
        }),
      ],
    },
    ...(growth?.questions ?? []).map((question) => {
      const { rows } = questionTable(question, 'none');
      return { title: `Growth: ${question.title.toLowerCase()}`, rows };
    }),
  ];
  if (contract.length > 0) others.push(contractTable(contract));
  return {
    goals: { title: 'What it must reach', rows: [['work', 'at least', 'found', ''], ...goals] },
    profiles: profileTable(profiles),
    questions: compared.map((question) => questionTable(question, 'local')),
    others,
  };
}

function profileTable(profiles: Profile[]): TextTable {
  const parts = Object.keys(profiles[0]?.parts ?? {});
  const rows = parts.map((part) => [part, ...profiles.map((one) => `${Math.round(100 * one.parts[part]!)} %`)]);
  return { title: 'Where the time goes', rows: [['', ...profiles.map(({ title }) => title)], ...rows] };
}

function contractTable(contract: Measured[]): TextTable {
  const rows = contract.map(({ name, samples }) => {
    const { local, remote, 'limit-json': sql } = samples;
    return [
      name,
      ...[local!, remote!].flatMap((own) => [written(figure(own, 'p50').median), written(figure(own, 'p99').median)]),
      sql ? written(figure(sql, 'p50').median) : '',
      sql ? writtenSpread(ratio(local!, sql, 'p50')) : '',
    ];
  });
  const head = ['operation', 'local p50 ms', 'p99', 'remote p50', 'p99', 'hand-written SQL p50', 'local over it'];
  return { title: "The contract's operations", rows: [head, ...rows] };
}

/** Prints all that a run found. */
export function printResults(results: Results): void {
  const { goals, profiles, questions, others } = tablesOf(results);
  for (const { title, rows } of [...questions, ...others, profiles, goals]) {
    const [head, ...body] = rows;
    if (body.length === 0) continue;
    const table = new Table({ head: head!, style: { head: [], border: [], compact: true } });
    table.push(...body);
    process.stdout.write(`\n${title}\n${table.toString()}\n`);
  }
}
