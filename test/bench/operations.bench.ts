import { bench } from 'vitest';
import { cloneNationalWithSae, hasSae } from '../support/national.ts';
import { runRounds, type Measured } from './rounds.ts';
import { printTable } from './table.ts';

// How long each operation of the contract takes on the national register, beside the best hand-written SQL for the same
// answer. They take turns, so that what else the machine does slows both alike: one benchmark runs and prints them all.
bench.skipIf(!hasSae)(
  'the operations of the contract, beside hand-written SQL',
  async () => {
    const database = await cloneNationalWithSae();
    try {
      print(await runRounds(database, 45_000));
    } finally {
      await database.drop();
    }
  },
  { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 },
);

const columns = ['operation', 'statements', 'requests', 'p50 ms', 'p95 ms', 'SQL p50 ms', 'ratio'];

function print(measured: Measured[]): void {
  const rows = measured.map(({ name, statements, operation, sql }) => {
    const [p50, p95, ofSql] = [quantile(operation, 0.5), quantile(operation, 0.95), quantile(sql, 0.5)];
    return [name, String(statements), String(operation.length), p50, p95, ofSql, p50 / ofSql];
  });
  printTable(columns, rows);
}

/** The value that a part of the values do not exceed; not a number where there is none. */
const quantile = (values: number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(part * values.length) - 1] ?? Number.NaN;
