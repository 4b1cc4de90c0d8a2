import { readdir, readFile } from 'node:fs/promises';

/** A question that the hub's users ask: it ships as an example, and is what tests and benchmarks run. */
export interface ExampleOperation {
  /** The file's name without its ending. */
  name: string;
  /** The document, with the question it answers in a comment on top. */
  document: string;
  /** Values for the variables that have no default. */
  variables: Record<string, unknown>;
}

const folder = new URL('operations/', import.meta.url);

/** The operations of `schema/operations/`, by name. */
export async function readOperations(): Promise<ExampleOperation[]> {
  const files = await readdir(folder);
  const names = files.filter((file) => file.endsWith('.graphql')).map((file) => file.slice(0, -'.graphql'.length));
  return Promise.all(
    names.toSorted().map(async (name) => ({
      name,
      document: await readFile(new URL(`${name}.graphql`, folder), 'utf8'),
      variables: files.includes(`${name}.variables.json`)
        ? JSON.parse(await readFile(new URL(`${name}.variables.json`, folder), 'utf8'))
        : {},
    })),
  );
}
