import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { developmentKeyName } from '../../../../platform/development-key.ts';
import { OperatorError } from '../../../../platform/errors.ts';
import type { Binaries } from './binaries.ts';

/** The major version of PostgreSQL that the hub is written for. */
export const POSTGRES_MAJOR = 18;

/** Where a data folder keeps its parts (absolute paths). */
export interface ClusterFolder {
  root: string;
  /** PostgreSQL's own folder. */
  data: string;
  log: string;
  /** The superuser's password. */
  password: string;
}

/**
 * Makes a data folder ready to start a server on: checks it, or fills it when it is new. A process that is killed on
 * the way, or two that do it at the same moment, leave a folder that is either whole or not there yet.
 * @returns where its parts are
 * @throws OperatorError when the folder holds something else, or is of another version; the system's error when it
 * cannot be read or written
 */
export async function prepareFolder(dataDir: string, binaries: Binaries): Promise<ClusterFolder> {
  const root = resolve(dataDir);
  const folder: ClusterFolder = {
    root,
    data: join(root, 'postgres'),
    log: join(root, 'postgres.log'),
    password: join(root, 'password'),
  };
  await mkdir(root, { recursive: true });
  await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
  if (!(await isInitialised(folder))) await initialise(folder, binaries);
  return folder;
}

/** The superuser's password. @throws OperatorError when the folder has lost it */
export async function readPassword(folder: ClusterFolder): Promise<string> {
  try {
    return (await readFile(folder.password, 'utf8')).trim();
  } catch {
    throw new OperatorError(
      `The file ${folder.password} cannot be read: put it back, or set DATA_DIR to a new folder and import again.`,
    );
  }
}

/**
 * Nobody's data: what a file system leaves in an empty folder (the desktop's files begin with a point), and what commands put
 * there before the first start, which are the key of tokens and the documents that partners registered.
 */
const harmless = new Set(['lost+found', developmentKeyName, 'documents']);

async function isInitialised({ root, data }: ClusterFolder): Promise<boolean> {
  // Looked at before the version: PostgreSQL's folder appears whole, and another process may put it there meanwhile.
  const entries = await readdir(root);
  const held = (await readdir(data).catch(absent)) ?? [];
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(absent);
  if (version === undefined) {
    const foreign = entries.filter((name) => !name.startsWith('.') && !harmless.has(name));
    if (held.length === 0 && (foreign.length === 0 || foreign.includes('password'))) return false;
    throw new OperatorError(
      `The folder ${root} holds something else than a hub's data: set DATA_DIR to an empty folder.`,
    );
  }
  if (version.trim() === String(POSTGRES_MAJOR)) return true;
  throw new OperatorError(
    `The data folder ${root} is of PostgreSQL ${version.trim()}, and this hub runs PostgreSQL ${POSTGRES_MAJOR}: ` +
      'set DATA_DIR to a new folder and import again, or move the data with pg_dump.',
  );
}

async function initialise(folder: ClusterFolder, binaries: Binaries): Promise<void> {
  await removeLeftovers(folder.root);
  await writePassword(folder.password);
  const fresh = await mkdtemp(join(folder.root, `.postgres-${process.pid}-`));
  try {
    await fill(fresh, folder, binaries);
    await rename(join(fresh, 'data'), folder.data).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster, with the same password.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function fill(fresh: string, folder: ClusterFolder, binaries: Binaries): Promise<void> {
  const passwordFile = join(fresh, 'password');
  const data = join(fresh, 'data');
  await writeFile(passwordFile, await readPassword(folder), { mode: 0o600 });
  await binaries.own(fresh);
  const made = await binaries.run('initdb', [...initdbOptions(), `--pwfile=${passwordFile}`, '-D', data], folder.root);
  if (made.code !== 0) throw new OperatorError(`PostgreSQL's initdb failed: ${made.output.trim().split('\n').at(-1)}`);
  // Done here, with no server, so that no folder ever stands without its database.
  const single = ['--single', '-D', data, '-c', 'fsync=off', 'postgres'];
  const created = await binaries.run('postgres', single, folder.root, 'CREATE DATABASE maillage\n');
  if (created.code !== 0) throw new OperatorError(`PostgreSQL could not create its database: ${created.output.trim()}`);
}

function initdbOptions(): string[] {
  // Text sorts by code point, the same on every machine; the C library only tells letters from other signs (for
  // trigrams), as it does on a server of PostgreSQL's own image.
  const letters = { linux: 'C.UTF-8', darwin: 'en_US.UTF-8' }[process.platform as string] ?? 'C';
  return [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--lc-ctype=${letters}`,
    '--no-sync',
    '--no-instructions',
  ];
}

// The first one to write it wins, and whoever initialises beside it reads the winner's.
async function writePassword(path: string): Promise<void> {
  // Begins with a point, as it would be taken for somebody's data by a process that looks at the folder meanwhile.
  const fresh = join(dirname(path), `.password.${randomUUID()}`);
  await writeFile(fresh, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await link(fresh, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(fresh);
}

async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const owner = /^\.postgres-(\d+)-/.exec(name)?.[1];
    if (!owner || isAlive(Number(owner))) continue;
    // An initdb that outlives its parent a little may still be writing there.
    const attempts = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
    await rm(join(root, name), attempts).catch(() => undefined);
  }
}

/** Whether a process of this number runs, under whatever account. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
