import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../../platform/errors.ts';
import { fileProblem } from '../../platform/file-problem.ts';

/** The files of a folder, ordered by name; for a file, the file itself. @throws OperatorError */
export async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: Error) => unreadable(path, error));
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true }).catch((error: Error) => unreadable(path, error));
  const files = entries.filter((entry) => !entry.isDirectory() && !isIgnored(entry.name)).map((entry) => entry.name);
  if (files.length === 0)
    throw new OperatorError(`${path} has no files: expected the SAE tables of a year. Nothing was changed.`);
  return files.toSorted().map((name) => join(path, name));
}

/** Hidden files, and the rejects of an import that was started in the folder. */
const isIgnored = (name: string): boolean => name.startsWith('.') || /\.rejects(\.\d+)?\.csv$/.test(name);

function unreadable(path: string, error: Error): never {
  throw new OperatorError(`${path} cannot be read: ${fileProblem(error)}. Nothing was changed.`);
}
