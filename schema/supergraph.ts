import { readFile } from 'node:fs/promises';

/** The supergraph of the schema folder: the gateway's only input. */
export const readSupergraph = (): Promise<string> => readFile(new URL('supergraph.graphql', import.meta.url), 'utf8');
