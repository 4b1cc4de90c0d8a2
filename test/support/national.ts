import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { finess } from '../../imports/finess/index.ts';
import { createProgress } from '../../imports/pipeline/progress.ts';
import { runImport } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import { administer, cloneDatabase, type TestDatabase } from './database.ts';

/** The national register of 8 January 2021, which stands beside the project where the project is developed. */
export const registerFile = fileURLToPath(
  new URL('../../../shared/data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz', import.meta.url),
);

/** Whether the register is at hand; tests that need it are skipped where it is not, and this says so. */
export const hasRegister = existsSync(registerFile);
if (!hasRegister) process.stderr.write(`Skipped, for want of ${registerFile}: what needs the national register.\n`);

/** The folders of the annual statistics of hospitals (SAE), a year each. */
export const saeFolders = [2023, 2024].map((year) =>
  fileURLToPath(new URL(`../../../shared/data/sae/${year}`, import.meta.url)),
);

/** Whether the register and the statistics are at hand. */
export const hasSae = hasRegister && saeFolders.every((folder) => existsSync(folder));
if (hasRegister && !hasSae)
  process.stderr.write(`Skipped, for want of ${saeFolders.join(' or ')}: what needs the statistics of hospitals.\n`);

/** A clone of a database with the national register, which the first test file that asks for it loads. */
export const cloneNational = (): Promise<TestDatabase> =>
  cloneOnce('national', 95_333, async () => {
    const database = await cloneDatabase();
    // Alone, a first import is faster.
    await database.leave();
    await loadRegister(database.url);
    return database;
  });

/** A clone of a database with the national register and both years of the statistics on top. */
export const cloneNationalWithSae = (): Promise<TestDatabase> =>
  cloneOnce('national_sae', 95_334, async () => {
    const database = await cloneNational();
    await runImport(database.url, sae, saeFolders, options, quiet);
    return database;
  });

/** A clone of the database of that name, which the first one to ask for it makes. */
async function cloneOnce(name: string, lock: number, make: () => Promise<TestDatabase>): Promise<TestDatabase> {
  await administer(async (client) => {
    await client.query('select pg_advisory_lock($1)', [lock]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const database = await make();
    await database.query('vacuum analyze');
    await database.leave();
    await client.query(`alter database ${database.name} rename to ${name}`);
  });
  return cloneDatabase(name);
}

const options = { strict: false, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
const quiet = { ...createProgress(process.stderr), start() {}, update() {} };

/** Imports the national register into a database. */
export async function loadRegister(url: string): Promise<void> {
  await runImport(url, finess, [registerFile], options, quiet);
}
