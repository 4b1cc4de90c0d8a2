import { readdir, readFile } from 'node:fs/promises';
import { Kind, parse, type DocumentNode } from 'graphql';

/** Who asks a question. */
export type Audience = 'analyst' | 'partner institution' | 'developer';

/** A question that the hub's users ask: it ships as an example, and is what tests and benchmarks run. */
export interface ExampleOperation {
  /** The file's name without its ending. */
  name: string;
  audience: Audience;
  /** The document, with the question it answers in a comment on top. */
  document: string;
  /** Values for the variables that have no default. */
  variables: Record<string, unknown>;
}

const folder = new URL('operations/', import.meta.url);
const read = (file: string): Promise<string> => readFile(new URL(file, folder), 'utf8');

/**
 * The operations of `schema/operations/`, by who asks them, in the order of `audiences.json`.
 * @throws Error where that file and the folder do not name the same operations
 */
export async function readOperations(): Promise<ExampleOperation[]> {
  const files = await readdir(folder);
  const audiences = Object.entries(JSON.parse(await read('audiences.json')) as Record<Audience, string[]>);
  const listed = audiences.flatMap(([audience, names]) =>
    names.map((name) => ({ name, audience: audience as Audience })),
  );
  const standing = files.filter((file) => file.endsWith('.graphql')).map((file) => file.slice(0, -'.graphql'.length));
  const names = listed.map(({ name }) => name);
  if (names.toSorted().join() !== standing.toSorted().join())
    throw new Error(
      `audiences.json lists ${names.toSorted().join()}, and the folder has ${standing.toSorted().join()}.`,
    );
  return Promise.all(
    listed.map(async ({ name, audience }) => ({
      name,
      audience,
      document: await read(`${name}.graphql`),
      variables: files.includes(`${name}.variables.json`) ? JSON.parse(await read(`${name}.variables.json`)) : {},
    })),
  );
}

/** The names that documents give to their operations. */
export const operationNames = (documents: { document: string }[]): string[] =>
  documents.flatMap(({ document }) => namesIn(parse(document)).filter((name) => name !== undefined));

/** The names of a document's operations; undefined for one that has none. */
export const namesIn = (document: DocumentNode): (string | undefined)[] =>
  document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
  );
