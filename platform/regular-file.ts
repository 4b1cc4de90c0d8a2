import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { OperatorError } from './errors.ts';

// Opening a pipe would wait for its other end. Windows has neither.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file to read it. Close the handle.
 * @throws OperatorError at once when the path is a folder, a pipe, a device or a socket; the system's error when it cannot
 * be read
 */
export async function openRegularFile(path: string): Promise<FileHandle> {
  // Before it is opened, since opening a device may do something.
  requireRegular(path, await stat(path));
  const handle = await open(path, flags);
  try {
    requireRegular(path, await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The content of a file as text. Throws as `openRegularFile` does. */
export async function readRegularFile(path: string): Promise<string> {
  const handle = await openRegularFile(path);
  try {
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

function requireRegular(path: string, stats: Stats): void {
  if (!stats.isFile()) throw new OperatorError(`${path} is ${kindOf(stats)}, not a file.`);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}
