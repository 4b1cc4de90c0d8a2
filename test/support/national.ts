import { finess } from '../../imports/finess/index.ts';
import { createProgress } from '../../imports/pipeline/progress.ts';
import { runImport } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import { administer, cloneDatabase, type TestDatabase } from './database.ts';
import { hasShared, sharedPath } from './shared-data.ts';

const register = 'data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz';
const statistics = [2023, 2024].map((year) => `data/sae/${year}`);

/** The national register of 8 January 2021. */
export const registerFile = sharedPath(register);

/** Whether the register is there: tests that need it are skipped otherwise. */
export const hasRegister = hasShared(register);

/** The folders of the annual statistics of hospitals (SAE), a year each. */
export const saeFolders = statistics.map(sharedPath);

/** The folder of 2024 with all of its tables, and that of 2021. */
export const wholeSaeFolders = ['2024-whole', '2021'].map((folder) => sharedPath(`data/sae/${folder}`));

/** Whether the register and these folders are there. */
export const hasWholeSae = hasShared(register, 'data/sae/2024-whole', 'data/sae/2021');

/** Whether the register and the statistics are there. */
export const hasSae = hasShared(register, ...statistics);

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

/** A clone of a database with the national register, all tables of 2024 and those of 2021 on top. */
export const cloneNationalWithWholeSae = (): Promise<TestDatabase> =>
  cloneOnce('national_whole_sae', 95_335, async () => {
    const database = await cloneNational();
    await runImport(database.url, sae, wholeSaeFolders, options, { ...quiet, log() {} });
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
