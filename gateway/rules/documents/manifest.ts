import { createHash } from 'node:crypto';

/** Documents by id: the format that code generators write, and in which the hub stores an institution's documents. */
export type Manifest = Record<string, string>;

/** A document's id: the SHA-256 of its text, in hexadecimal digits. */
export const documentId = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The documents of a manifest as graphql-codegen and Relay write it (`{ "<id>": "<document>" }`) or as Apollo does
 * (`{ "operations": [{ "id", "body" }] }`).
 * @throws Error if it is neither, or an id is not the SHA-256 of its document
 */
export function readManifest(json: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`it is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const entries = entriesOf(value);
  for (const [id, text] of entries) {
    if (typeof text !== 'string') throw new Error(`the document "${id}" is not a string`);
    if (id.replace(/^sha256:/, '').toLowerCase() !== documentId(text))
      throw new Error(
        `the id "${id}" is not the SHA-256 of its document: configure the tool that wrote it to use sha256`,
      );
  }
  return manifestOf(entries.map(([, text]) => text as string));
}

/** A manifest of documents, sorted by id. */
export function manifestOf(texts: Iterable<string>): Manifest {
  const entries = [...new Set(texts)].map((text) => [documentId(text), text] as const);
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { operations } = value as { operations?: unknown };
    if (!Array.isArray(operations)) return Object.entries(value);
    return operations.map((operation: { id?: unknown; body?: unknown } | null) => [
      String(operation?.id),
      operation?.body,
    ]);
  }
  throw new Error('it is not an object of documents by id');
}
