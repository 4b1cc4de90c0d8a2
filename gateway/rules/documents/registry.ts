import { extname } from 'node:path';
import { readSupergraph } from '../../../schema/supergraph.ts';
import type { Env } from '../../../platform/env.ts';
import { OperatorError } from '../../../platform/errors.ts';
import { fileProblem } from '../../../platform/file-problem.ts';
import { readRegularFile } from '../../../platform/regular-file.ts';
import { createCheck, namesOf } from './check.ts';
import { limitsOf } from '../limits.ts';
import { documentsFolder, institutionsOf, readDocuments, writeDocuments } from './folder.ts';
import { manifestOf, readManifest, type Manifest } from './manifest.ts';

/** A registered document, as the command line shows it. */
interface Registered {
  id: string;
  /** The names of its operations, separated by commas. */
  names: string;
}

/**
 * Adds the documents of GraphQL files and manifests to those of an institution.
 * @throws OperatorError naming each invalid file and why; nothing is registered then
 */
export async function registerDocuments(
  env: Env,
  institution: string,
  files: readonly string[],
): Promise<(Registered & { isNew: boolean })[]> {
  const check = createCheck(await readSupergraph(), limitsOf(env));
  const problems: string[] = [];
  const texts: string[] = [];
  for (const file of files) {
    try {
      for (const text of await textsOf(file)) {
        texts.push(text);
        for (const problem of check(text)) problems.push(`${file}: ${problem}`);
      }
    } catch (error) {
      problems.push(`${file}: ${fileProblem(error as Error)}`);
    }
  }
  if (problems.length > 0) throw new OperatorError(['Nothing was registered:', ...problems].join('\n  '));
  const folder = documentsFolder(env);
  const before = await documentsOf(folder, institution);
  await writeDocuments(folder, institution, manifestOf([...Object.values(before), ...texts]));
  return Object.entries(manifestOf(texts)).map(([id, text]) => ({
    id,
    names: namesOf(text),
    isNew: !Object.hasOwn(before, id),
  }));
}

/** The documents of an institution; defaults to those of all. */
export async function listDocuments(env: Env, institution?: string): Promise<(Registered & { institution: string })[]> {
  const folder = documentsFolder(env);
  const owners = institution === undefined ? await institutionsOf(folder) : [institution];
  const lists = await Promise.all(
    owners.map(async (owner) =>
      Object.entries(await documentsOf(folder, owner)).map(([id, text]) => ({
        institution: owner,
        id,
        names: namesOf(text),
      })),
    ),
  );
  return lists.flat();
}

/**
 * Removes documents of an institution.
 * @throws OperatorError naming those that it does not have; none is removed then
 */
export async function removeDocuments(env: Env, institution: string, ids: readonly string[]): Promise<void> {
  const folder = documentsFolder(env);
  const documents = await documentsOf(folder, institution);
  const unknown = ids.filter((id) => !Object.hasOwn(documents, id));
  if (unknown.length > 0) throw new OperatorError(`${institution} has no document ${unknown.join(', ')}.`);
  const kept = Object.entries(documents).filter(([id]) => !ids.includes(id));
  await writeDocuments(folder, institution, Object.fromEntries(kept));
}

async function documentsOf(folder: string, institution: string): Promise<Manifest> {
  try {
    return await readDocuments(folder, institution);
  } catch (error) {
    throw new OperatorError(
      `The documents of ${institution} in ${folder} cannot be read: ${fileProblem(error as Error)}`,
    );
  }
}

async function textsOf(file: string): Promise<string[]> {
  const content = await readRegularFile(file);
  return extname(file) === '.json' ? Object.values(readManifest(content)) : [content];
}
