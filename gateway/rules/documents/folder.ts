import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '../../../platform/env.ts';
import { readManifest, type Manifest } from './manifest.ts';

const ENDING = '.json';

/** The folder of the documents that institutions registered. */
export const documentsFolder = (env: Env): string => env.PERSISTED_DOCUMENTS ?? join(env.DATA_DIR, 'documents');

/** The institutions that have documents in a folder, sorted; none if the folder does not exist. */
export async function institutionsOf(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch(none);
  return files
    .filter((file) => file.endsWith(ENDING) && !file.startsWith('.'))
    .map((file) => file.slice(0, -ENDING.length))
    .toSorted();
}

/** An institution's documents. @throws Error if their file cannot be read */
export async function readDocuments(folder: string, institution: string): Promise<Manifest> {
  const json = await readFile(join(folder, institution + ENDING), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  return readManifest(json);
}

/** Replaces an institution's documents at once: a concurrent reader gets either all old or all new ones. */
export async function writeDocuments(folder: string, institution: string, documents: Manifest): Promise<void> {
  const file = join(folder, institution + ENDING);
  if (Object.keys(documents).length === 0) return rm(file, { force: true });
  await mkdir(folder, { recursive: true });
  const fresh = join(folder, `.${institution}-${randomUUID()}`);
  try {
    await writeFile(fresh, `${JSON.stringify(documents, null, 2)}\n`, { flush: true });
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** A text that changes whenever a document of the folder does. */
export async function stateOf(folder: string): Promise<string> {
  const institutions = await institutionsOf(folder);
  const states = await Promise.all(
    institutions.map(async (institution) => {
      const found = await stat(join(folder, institution + ENDING), { bigint: true }).catch(() => undefined);
      return `${institution} ${found?.ino} ${found?.mtimeNs} ${found?.size}`;
    }),
  );
  return states.join('\n');
}

function none(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
