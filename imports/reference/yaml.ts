import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { OperatorError } from '../../platform/errors.ts';

/** The folder of the reference dataset, as a file URL that ends in `/`. */
export const referenceFolder = new URL('data/', import.meta.url);

/** The content of a file. @throws OperatorError when it cannot be read */
export function readYaml(folder: URL, file: string): unknown {
  const url = new URL(file, folder);
  try {
    return parse(readFileSync(url, 'utf8'));
  } catch (error) {
    throw new OperatorError(`${file}: cannot be read from ${fileURLToPath(url)}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The rows of a file; empty if there is no such file. @throws OperatorError when it cannot be read or is not a list of rows */
export function readRows(folder: URL, file: string): Record<string, unknown>[] {
  if (!existsSync(new URL(file, folder))) return [];
  const rows = readYaml(folder, file) ?? [];
  const isRow = (row: unknown) => typeof row === 'object' && row !== null && !Array.isArray(row);
  if (!Array.isArray(rows) || !rows.every(isRow)) refuse([`${file}: whole file: expected a list of rows`]);
  return rows as Record<string, unknown>[];
}

/** @throws OperatorError with the errors, if there are any */
export function refuse(errors: string[]): void {
  if (errors.length > 0)
    throw new OperatorError(`The reference dataset is invalid:\n${errors.map((error) => `  ${error}`).join('\n')}`);
}
