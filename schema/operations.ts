import { readdir, readFile } from 'node:fs/promises';
import { Kind, parse, type DocumentNode } from 'graphql';

/** Who an operation is for. */
export type Audience = 'analyst' | 'partner institution' | 'developer';

/** An operation of the hub's users: an example in the explorer, which tests and benchmarks also run. */
export interface ExampleOperation {
  /** The file's name without its extension. */
  name: string;
  audience: Audience;
  /** The document. A comment on top states the question that it answers. */
  document: string;
  /** Values for the variables without a default. */
  variables: Record<string, unknown>;
}

const folder = new URL('operations/', import.meta.url);
const read = (file: string): Promise<string> => readFile(new URL(file, folder), 'utf8');

/**
 * The operations of `schema/operations/`, in the order of `audiences.json`, which groups them by audience.
 * @throws Error when that file and the folder have different operations
 */
export async function readOperations(): Promise<ExampleOperation[]> {
  const files = await readdir(folder);
  const audiences = Object.entries(JSON.parse(await read('audiences.json')) as Record<Audience, string[]>);
  const listed = audiences.flatMap(([audience, names]) =>
    names.map((name) => ({ name, audience: audience as Audience })),
  );
  const existing = files.filter((file) => file.endsWith('.graphql')).map((file) => file.slice(0, -'.graphql'.length));
  const names = listed.map(({ name }) => name);
  if (names.toSorted().join() !== existing.toSorted().join())
    throw new Error(
      `audiences.json lists ${names.toSorted().join()}, and the folder has ${existing.toSorted().join()}.`,
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

/** The names of the operations in documents. */
export const operationNames = (documents: { document: string }[]): string[] =>
  documents.flatMap(({ document }) => namesIn(parse(document)).filter((name) => name !== undefined));

/** The names of a document's operations; undefined for an anonymous one. */
export const namesIn = (document: DocumentNode): (string | undefined)[] =>
  document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
  );
