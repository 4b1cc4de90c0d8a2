import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '../../platform/errors.ts';
import { fileProblem } from '../../platform/file-problem.ts';

/** The files of a folder and of the folders in it, ordered by path; for a file, the file itself. @throws OperatorError */
export async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: Error) => unreadable(path, error));
  if (!found.isDirectory()) return [path];
  const files = await within(path);
  if (files.length === 0)
    throw new OperatorError(`${path} has no files: expected the SAE tables of a year. Nothing was changed.`);
  return files.toSorted();
}

async function within(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => unreadable(folder, error));
  const files: string[] = [];
  for (const entry of entries.filter(({ name }) => !isIgnored(name))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await within(path)));
    else files.push(path);
  }
  return files;
}

/** What is hidden, and the rejects of an import that was started in the folder. */
const isIgnored = (name: string): boolean => name.startsWith('.') || /\.rejects(\.\d+)?\.csv$/.test(name);

function unreadable(path: string, error: Error): never {
  throw new OperatorError(`${path} cannot be read: ${fileProblem(error)}. Nothing was changed.`);
}
