import type { GraphQLError } from 'graphql';
import type { Env } from '../../platform/env.ts';
import { clientError } from '../../platform/errors.ts';

/** The limits of one request. */
export interface Limits {
  /** Levels of fields within fields. */
  depth: number;
  aliases: number;
  /** All fields, where those of a fragment count for each of its uses. */
  fields: number;
  /** Fields of an operation in which a fragment of an interface or union has its fields once for each type of object. */
  flattenedFields: number;
  /** Fragments of the document. */
  fragments: number;
  /** Fields of one response name in one selection set, those of fragments and of merged fields included. */
  repeatedFields: number;
  /** Lexical tokens of the document. */
  tokens: number;
  documentCharacters: number;
  bodyBytes: number;
  /** Bytes of a file with rows of a dataset. */
  uploadBytes: number;
  /** Bytes of the data of a response, before it is compressed; the operations of a batch share them. */
  responseBytes: number;
  /** Of the body of a caller without a token, where that is less. */
  anonymousBodyBytes: number;
  /** Levels of objects and lists within one another, in the variables. */
  variableDepth: number;
  /** Operations in one body. */
  batch: number;
  /** The cost by federation's `@cost` and `@listSize`, of all operations of a batch together. */
  cost: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 15,
  aliases: 30,
  fields: 1_000,
  flattenedFields: 4_000,
  fragments: 50,
  repeatedFields: 20,
  tokens: 2_000,
  documentCharacters: 64 * 1024,
  bodyBytes: 1024 * 1024,
  uploadBytes: 32 * 1024 * 1024,
  responseBytes: 10 * 1024 * 1024,
  anonymousBodyBytes: 256 * 1024,
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
  uploadBytes: env.MAX_UPLOAD_BYTES,
  responseBytes: env.MAX_RESPONSE_BYTES,
  anonymousBodyBytes: env.MAX_BODY_BYTES_ANONYMOUS,
  batch: env.MAX_BATCH,
  cost: env.MAX_COST,
});

type Message = (limit: number, found: number | string) => string;

const document = (name: string, advice: string): Message => {
  return (limit, found) => `A document may have at most ${limit} ${name}; this one has ${found}. ${advice}`;
};

/** The limit of fields that the normal form of an operation is held to. */
export const fieldLimitOf = (limits: Limits): { max: number; error(): GraphQLError } => ({
  max: limits.flattenedFields,
  error: () => exceeded('flattenedFields', limits, undefined),
});

/** The limits that have a message of their own. */
type Named = Exclude<keyof Limits, 'anonymousBodyBytes'>;

const MESSAGES: Record<Named, Message> = {
  depth: document('levels of fields', 'Request deeper fields in a separate request.'),
  aliases: document('aliases', 'Use several requests, or a field that returns a list of the objects.'),
  fields: document('fields, fragments included', 'Request fewer fields, or use several requests.'),
  flattenedFields: (limit, found) =>
    `An operation may have at most ${limit} fields, where a fragment of an interface or union counts for each type of object; this one has ${found}. Use fragments of the types that you need, or several requests.`,
  fragments: document('fragments', 'Write the fields where they are used, or use several requests.'),
  repeatedFields: document(
    'fields of one name in one selection set, fragments included',
    'Select each field once, or give fields with other arguments an alias.',
  ),
  tokens: document('tokens', 'Move values into variables, or use several requests.'),
  documentCharacters: document('characters', 'Move values into variables, or use several requests.'),
  bodyBytes: (limit, found) =>
    `The body of a request may have at most ${limit} bytes; this one has ${found}. Send shorter lists of values.`,
  uploadBytes: (limit, found) =>
    `A file may have at most ${limit} bytes; this one has ${found}. Send its rows in several files.`,
  responseBytes: (limit, found) =>
    `A response may have at most ${limit} bytes; this one has ${found}. Request smaller pages, or fewer fields of each object.`,
  variableDepth: (limit, found) =>
    `A variable may have at most ${limit} levels of objects and lists; this one has ${found}. Put the conditions of a \`where\` beside rather than within one another.`,
  batch: (limit, found) =>
    `A batch may have at most ${limit} operations; this one has ${found}. Send the others in a separate request.`,
  cost: (limit, found) =>
    `A request may cost at most ${limit}; this one costs ${found}. Request smaller pages (\`first\`), especially of lists within lists, or fewer fields of each object.`,
};

/** `LIMIT_EXCEEDED` with the limit's name. @param found undefined if it was not counted to the end: more than the limit */
export function exceeded(limit: Named, limits: Limits, found: number | undefined, status = 400): GraphQLError {
  return clientError('LIMIT_EXCEEDED', MESSAGES[limit](limits[limit], found ?? 'more'), { limit, http: { status } });
}

/** The error of a service's reply with more bytes than a response may have. */
export const replyTooLarge = (service: string, maxBytes: number): GraphQLError =>
  clientError(
    'LIMIT_EXCEEDED',
    `The part of service "${service}" has more than ${maxBytes} bytes. Request smaller pages, or fewer fields of each object.`,
    { limit: 'responseBytes', subgraph: service },
  );
