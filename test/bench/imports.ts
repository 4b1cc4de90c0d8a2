import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { run } from '../support/processes.ts';
import { PhaseWatch } from './phases.ts';
import { sharedPath } from '../support/shared-data.ts';
import { cpuOf, peakOf } from './usage.ts';

/** The national register in the legacy form. */
export const register = sharedPath('data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz');

/** How an import of the register went, beside a bare `COPY` of the rows that it made. Times are in seconds. */
export interface ImportSample {
  rows: number;
  /** `maillage import finess` as a process, from its start to its end, into an empty hub. */
  first: number;
  /** Where the time of that went, by what it was at. */
  phases: Record<string, number>;
  /** The same files again, when nothing has changed. */
  again: number;
  /** The most memory that the first import's process had, in MB. */
  peak: number;
  /** The same rows by `COPY` into a table without an index, and into one with the register's constraints and indexes. */
  bare: number;
  indexed: number;
}

/** Imports the files of a register into a database that has none, twice, then copies what they made. */
export async function measureImport(url: string, files: string[]): Promise<ImportSample> {
  const first = await importFiles(url, files);
  const again = await importFiles(url, files);
  const client = new pg.Client({ connectionString: url, options: '-c search_path=establishments,public' });
  await client.connect();
  try {
    const { rows: columns } = await client.query<{ name: string }>(
      `select string_agg(quote_ident(column_name), ',' order by ordinal_position) as name from information_schema.columns
       where table_schema = 'establishments' and table_name = 'establishment' and is_generated = 'NEVER'`,
    );
    const names = columns[0]!.name;
    const content = await buffer(client.query(copyTo(`copy (select ${names} from establishment) to stdout`)));
    const copied = async (like: string): Promise<number> => {
      await client.query(`create table bare ${like}`);
      const seconds = await timed(async () => {
        const stream = client.query(copyFrom(`copy bare (${names}) from stdin`));
        stream.end(content);
        await finished(stream);
      });
      await client.query('drop table bare');
      return seconds;
    };
    const { rows } = await client.query<{ count: number }>('select count(*)::int from establishment');
    return {
      rows: rows[0]!.count,
      first: first.seconds,
      phases: first.phases,
      again: again.seconds,
      peak: first.peak,
      bare: await copied('as select * from establishment with no data'),
      indexed: await copied('(like establishment including all)'),
    };
  } finally {
    await client.end();
  }
}

/**
 * Imports the files of a source by the command line; tells how long it took and at what, the CPU time of its process, and the most memory
 * that it had, in MB.
 */
export async function importFiles(
  url: string,
  files: string[],
  source: 'finess' | 'finess-plus' = 'finess',
): Promise<{ seconds: number; phases: Record<string, number>; cpu: number; peak: number }> {
  let [cpu, peak] = [0, 0];
  const watch = await PhaseWatch.start(url);
  const folder = await mkdtemp(join(tmpdir(), 'maillage-rejects-'));
  const seconds = await timed(async () => {
    const program = run('cli/main.js', ['import', source, '--rejects', join(folder, 'rejects.csv'), ...files], {
      DATABASE_URL: url,
      NODE_ENV: 'production',
    });
    const { pid } = program.process;
    const ended = program.ended.then(() => true);
    while (!(await Promise.race([ended, pause(20, false)]))) {
      peak = Math.max(peak, peakOf(pid!) ?? 0);
      cpu = Math.max(cpu, cpuOf([pid!]) / 1000);
      await watch.look();
    }
    const code = await program.ended;
    if (code !== 0) throw new Error(`The import ended with ${code}:\n${program.output()}`);
  }).finally(() => Promise.all([watch.end(), rm(folder, { recursive: true })]));
  return { seconds, phases: watch.seconds, cpu, peak };
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return (performance.now() - start) / 1000;
}
