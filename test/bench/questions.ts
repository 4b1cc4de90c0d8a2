import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readOperations } from '../../schema/operations.ts';
import { drawContract } from './draw-contract.ts';
import { draw, type DrawnRequest, type Drawn } from './draw.ts';

/** A question that every variant which can is asked, and what it is asked about in turn. */
export interface Question {
  name: string;
  title: string;
  /** The document for the hub's own graph. */
  document: string;
  /** The same for PostGraphile's, where its schema has the question. */
  postgraphile: string | null;
  /** The hand-written statements that answer it: the files of `questions/`, without their ending. */
  statements: string[];
  /** Whether the statements answer a part of the document alone: the one that takes most of the time. */
  isPart: boolean;
  /** What the hub's requests carry besides. */
  headers?: Record<string, string>;
  asked: DrawnRequest[];
}

/** The questions of the comparison, by name: each has a file of that name, or of the name given, in `questions/`. */
const compared: Record<string, { title: string; file?: string }> = {
  establishment: { title: 'A single establishment' },
  'page-20': { title: 'A page of 20', file: 'page' },
  'page-100': { title: 'A page of 100', file: 'page' },
  'first-page': { title: 'The first page of the register (100)', file: 'page' },
  'last-page': { title: 'The last page of the register (100)', file: 'page' },
  search: { title: 'A search', file: 'register-search' },
  crossing: { title: 'A crossing of three services, 20 hospitals with nested lists' },
  find: { title: 'A cross-domain find' },
  aggregate: { title: 'An aggregate by region' },
};

const folder = new URL('questions/', import.meta.url);
const read = async (file: string): Promise<string | null> => {
  const url = new URL(file, folder);
  return existsSync(url) ? readFile(url, 'utf8') : null;
};

async function readQuestion(
  name: string,
  title: string,
  file: string,
  asked: DrawnRequest[],
  isPart = false,
): Promise<Question> {
  const operation = (await readOperations()).find((one) => one.name === file);
  const document = (await read(`${file}.graphql`)) ?? operation!.document;
  return {
    name,
    title,
    document,
    isPart,
    postgraphile: await read(`${file}.postgraphile.graphql`),
    statements: [file, `${file}.rows`].filter((statement) => existsSync(new URL(`${statement}.sql`, folder))),
    asked: asked.map((one) => ({ ...one, variables: { ...operation?.variables, ...one.variables } })),
  };
}

/** The questions that all variants are compared by, asked about what a database has. */
export async function readCompared(database: Drawn): Promise<Question[]> {
  const asked = await draw(database);
  return Promise.all(
    Object.entries(compared).map(([name, { title, file = name }]) => readQuestion(name, title, file, asked[name]!)),
  );
}

/** Every operation of the hub's contract, asked about what a database has. */
export async function readContract(database: Drawn): Promise<Question[]> {
  const asked = await drawContract(database);
  const operations = await readOperations();
  return Promise.all(
    operations.map(({ name, document }) => {
      const title = /^# (.*)$/m.exec(document)?.[1] ?? name;
      return readQuestion(name, title, name, asked[name] ?? [{ variables: {}, values: [] }], true);
    }),
  );
}
