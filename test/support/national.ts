import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { finess } from '../../services/imports/finess/index.ts';
import { createProgress } from '../../services/imports/progress.ts';
import { runImport } from '../../services/imports/run.ts';
import { administer, cloneDatabase, type TestDatabase } from './database.ts';

/** The national register of 8 January 2021, which stands beside the project where the project is developed. */
export const registerFile = fileURLToPath(
  new URL('../../../shared/data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz', import.meta.url),
);

/** Whether the register is at hand; tests that need it are skipped where it is not, and this says so. */
export const hasRegister = existsSync(registerFile);
if (!hasRegister) process.stderr.write(`Skipped, for want of ${registerFile}: what needs the national register.\n`);

/** A clone of a database with the national register, which the first test file that asks for it loads. */
export async function cloneNational(): Promise<TestDatabase> {
  await administer(async (client) => {
    await client.query('select pg_advisory_lock(95333)');
    const { rowCount } = await client.query(`select from pg_database where datname = 'national'`);
    if (rowCount) return;
    const database = await cloneDatabase();
    await loadRegister(database.url);
    await database.query('vacuum analyze');
    await database.leave();
    await client.query(`alter database ${database.name} rename to national`);
  });
  return cloneDatabase('national');
}

/** Imports the national register into a database. */
export async function loadRegister(url: string): Promise<void> {
  const options = { strict: false, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
  await runImport(url, finess, [registerFile], options, {
    ...createProgress(process.stderr),
    start() {},
    update() {},
  });
}
