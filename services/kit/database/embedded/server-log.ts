import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import type { DataFolder } from './data-folder.ts';

/** The log is rotated above this size, and so much of it is kept, in bytes. */
const maxBytes = 10 * 1024 * 1024;
/** How much of the log is read in search of an error, in bytes. */
const tailBytes = 64 * 1024;
const rotateEveryMs = 30_000;

/** Creates the server's log if it does not exist, rotates it if it is long, and returns its size in bytes. */
export async function openServerLog({ log }: Pick<DataFolder, 'log'>): Promise<number> {
  await writeFile(log, '', { flag: 'a', mode: 0o600 });
  await rotate(log);
  return sizeOf(log);
}

/**
 * Rotates the log of a running server by size until the returned function is called. Each process that uses the server
 * does so, and a server that outlived all of them has its log rotated by the next one.
 */
export function keepServerLogShort({ log }: Pick<DataFolder, 'log'>): () => void {
  void rotate(log);
  const timer = setInterval(() => void rotate(log), rotateEveryMs).unref();
  return () => clearInterval(timer);
}

/** The end of the log, at most 64 KiB of it. @param from the byte to begin at; defaults to the start */
export async function readServerLog({ log }: Pick<DataFolder, 'log'>, from = 0): Promise<string> {
  return (await readEnd(log, tailBytes, from)).toString('utf8');
}

/** The last error in a server's log, or its last line; undefined for an empty log. */
export function lastError(log: string): string | undefined {
  const lines = log.trim().split('\n').filter(Boolean);
  const line = lines.findLast((text) => /(FATAL|PANIC|ERROR): /.test(text)) ?? lines.at(-1);
  return line?.replace(/^.*?(?:FATAL|PANIC|ERROR|LOG): +/, '');
}

/**
 * Keeps the end of a long log beside it, as `postgres.log.1`, and empties it. The server appends to the file that it has
 * open, so the file is emptied rather than renamed. What fails (a full disk, another account's file) is left as it is:
 * a log must not keep the hub from starting.
 */
async function rotate(log: string): Promise<void> {
  if ((await sizeOf(log).catch(() => 0)) <= maxBytes) return;
  const fresh = `${log}.${randomUUID()}`;
  try {
    await writeFile(fresh, await readEnd(log, maxBytes), { mode: 0o600 });
    await rename(fresh, `${log}.1`);
  } catch {
    await rm(fresh, { force: true }).catch(() => undefined);
  }
  await truncate(log).catch(() => undefined);
}

async function readEnd(path: string, bytes: number, from = 0): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const start = Math.max(from, size - bytes, 0);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(size - start, 0)), { position: start });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;
