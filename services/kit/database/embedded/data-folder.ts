import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { developmentKeyName } from '../../../../platform/development-key.ts';
import { OperatorError } from '../../../../platform/errors.ts';
import { postgresMajor } from '../postgres-server.ts';
import type { Binaries } from './binaries.ts';

/** The absolute paths of a data folder and its parts. */
export interface DataFolder {
  root: string;
  /** PostgreSQL's own folder. */
  data: string;
  log: string;
  /** The file with the superuser's password. */
  password: string;
}

/**
 * Checks a data folder, or fills a new one, so that a server can start on it. A process that is killed meanwhile, or two
 * that do it at once, leave PostgreSQL's folder either complete or absent.
 * @throws OperatorError when the folder has other content, or is of another version; the system's error when it cannot
 * be read or written
 */
export async function prepareFolder(dataDir: string, binaries: Binaries): Promise<DataFolder> {
  const root = resolve(dataDir);
  const folder: DataFolder = {
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

/** The superuser's password. @throws OperatorError when its file cannot be read */
export async function readPassword(folder: DataFolder): Promise<string> {
  try {
    return (await readFile(folder.password, 'utf8')).trim();
  } catch {
    throw new OperatorError(
      `The file ${folder.password} cannot be read: restore it, or set DATA_DIR to a new folder and import again.`,
    );
  }
}

/**
 * What a new folder may have besides dotfiles: what the file system creates, and what commands write before the first
 * start, which are the key of development tokens and the registered documents.
 */
const allowed = new Set(['lost+found', developmentKeyName, 'documents']);

async function isInitialised({ root, data }: DataFolder): Promise<boolean> {
  // Listed before the version is read: PostgreSQL's folder appears complete, and another process may create it meanwhile.
  const entries = await readdir(root);
  const inData = (await readdir(data).catch(ignoreMissing)) ?? [];
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(ignoreMissing);
  if (version === undefined) {
    const foreign = entries.filter((name) => !name.startsWith('.') && !allowed.has(name));
    if (inData.length === 0 && (foreign.length === 0 || foreign.includes('password'))) return false;
    throw new OperatorError(`The folder ${root} has content other than a hub's data: set DATA_DIR to an empty folder.`);
  }
  if (version.trim() === String(postgresMajor)) return true;
  throw new OperatorError(
    `The data folder ${root} is of PostgreSQL ${version.trim()}, and this hub runs PostgreSQL ${postgresMajor}: ` +
      'set DATA_DIR to a new folder and import again, or move the data with pg_dump.',
  );
}

async function initialise(folder: DataFolder, binaries: Binaries): Promise<void> {
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

async function fill(fresh: string, folder: DataFolder, binaries: Binaries): Promise<void> {
  const passwordFile = join(fresh, 'password');
  const data = join(fresh, 'data');
  await writeFile(passwordFile, await readPassword(folder), { mode: 0o600 });
  await binaries.own(fresh);
  const made = await binaries.run('initdb', [...initdbOptions(), `--pwfile=${passwordFile}`, '-D', data], folder.root);
  if (made.code !== 0) throw new OperatorError(`PostgreSQL's initdb failed: ${made.output.trim().split('\n').at(-1)}`);
  // Without a server, so that PostgreSQL's folder never exists without its database.
  const single = ['--single', '-D', data, '-c', 'fsync=off', 'postgres'];
  const created = await binaries.run('postgres', single, folder.root, 'CREATE DATABASE maillage\n');
  if (created.code !== 0) throw new OperatorError(`PostgreSQL could not create its database: ${created.output.trim()}`);
}

function initdbOptions(): string[] {
  // Text sorts by code point, the same on every machine. The C library only classifies characters (for trigrams), as
  // on a server from PostgreSQL's own image.
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

// The first process to write it wins. Others that initialise at the same time read the winner's.
async function writePassword(path: string): Promise<void> {
  // A dotfile, since another process that checks the folder meanwhile would refuse any other name.
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
    // An initdb that outlives its killed parent may still write there.
    const attempts = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
    await rm(join(root, name), attempts).catch(() => undefined);
  }
}

/** Whether a process with this id runs, under any account. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
