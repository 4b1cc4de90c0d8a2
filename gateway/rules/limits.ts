import type { GraphQLError } from 'graphql';
import type { Env } from '../../platform/env.ts';
import { clientError } from '../../platform/errors.ts';

/** What one request may ask for. */
export interface Limits {
  /** Fields within fields. */
  depth: number;
  aliases: number;
  /** Fields in all, counted as often as the fragments that hold them are used. */
  fields: number;
  /** Words and signs of the document. */
  tokens: number;
  documentCharacters: number;
  bodyBytes: number;
  /** Objects and lists within one another, in the variables. */
  variableDepth: number;
  /** Operations in one body. */
  batch: number;
  /** What a request may bring at most, by federation's `@cost` and `@listSize`; a batch's operations together. */
  cost: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 15,
  aliases: 30,
  fields: 1_000,
  tokens: 2_000,
  documentCharacters: 64 * 1024,
  bodyBytes: 1024 * 1024,
  variableDepth: 50,
  batch: 10,
  cost: 50_000,
};

/** The limits that the settings give. */
export const limitsOf = (env: Env): Partial<Limits> => ({
  depth: env.MAX_DEPTH,
  aliases: env.MAX_ALIASES,
  tokens: env.MAX_TOKENS,
  bodyBytes: env.MAX_BODY_BYTES,
  batch: env.MAX_BATCH,
  cost: env.MAX_COST,
});

type Wording = (limit: number, found: number | string) => string;

const document = (name: string, advice: string): Wording => {
  return (limit, found) => `A document may hold ${limit} ${name}; this one holds ${found}. ${advice}`;
};

const WORDINGS: Record<keyof Limits, Wording> = {
  depth: document('levels of fields', 'Ask for what lies deeper in a request of its own.'),
  aliases: document('aliases', 'Ask in several requests, or for a list of the objects.'),
  fields: document('fields, fragments included', 'Ask for fewer of them, or in several requests.'),
  tokens: document('tokens', 'Give values as variables, or ask in several requests.'),
  documentCharacters: document('characters', 'Give values as variables, or ask in several requests.'),
  bodyBytes: (limit, found) =>
    `The request's body may hold ${limit} bytes; it holds ${found}. Send shorter lists of values.`,
  variableDepth: (limit, found) =>
    `A value may hold ${limit} levels of objects and lists; a variable holds ${found}. Combine the conditions of a \`where\` side by side.`,
  batch: (limit, found) =>
    `A batch may hold ${limit} operations; this one holds ${found}. Send the others in a request of their own.`,
  cost: (limit, found) =>
    `A request may cost ${limit}; this one costs ${found}. Ask for smaller pages (\`first\`), above all of lists within lists, or for less of each object.`,
};

/** `LIMIT_EXCEEDED` with the limit's name: what is allowed, what was found (more, where it was not counted to its end), what to do. */
export function exceeded(limit: keyof Limits, limits: Limits, found: number | undefined, status = 400): GraphQLError {
  return clientError('LIMIT_EXCEEDED', WORDINGS[limit](limits[limit], found ?? 'more'), { limit, http: { status } });
}
