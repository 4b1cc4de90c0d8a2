import {
  execute,
  GraphQLError,
  type ExecutionResult,
  getVariableValues,
  getOperationAST,
  parse,
  validate,
  type GraphQLSchema,
} from 'graphql';
import type { Caller } from '../../platform/contract/caller.ts';
import { isPlainlyMissing } from '../../platform/contract/missing.ts';
import { createMask } from '../../gateway/rules/errors.ts';
import { mergedSchema } from '../../gateway/server/merged-schema.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { services } from '../../services/registry.ts';
import type { TestHub } from '../support/hub.ts';
import { nullPlace } from '../support/null-place.ts';
import { testSubgraph } from '../support/subgraph.ts';
import type { Operation } from './random-operation.ts';

/** The merged schema over the same data, for graphql-js. */
export interface Reference {
  schema: GraphQLSchema;
  close(): Promise<void>;
}

export async function openReference(hub: TestHub): Promise<Reference> {
  const subgraphs = await Promise.all(services.map((service) => testSubgraph(service, hub.database.url)));
  const schema = mergedSchema(
    await readSupergraph(),
    subgraphs.map(({ subgraph }) => subgraph),
  );
  return { schema, close: async () => void (await Promise.all(subgraphs.map((subgraph) => subgraph.close()))) };
}

type Extensions = Record<string, unknown>;

interface Response {
  data?: unknown;
  errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    locations?: unknown;
    extensions?: Extensions;
  }[];
}

/** What limits refuse, and conditions that are null, is not for graphql-js to answer. */
const isRefusal = ({ errors = [] }: Response): boolean =>
  errors.some(
    ({ message, extensions }) => extensions?.['code'] === 'LIMIT_EXCEEDED' || message.startsWith('Argument "if" of'),
  );

/**
 * How the answers to an operation differ: between the engines byte for byte, request ids aside, and from graphql-js in data
 * and errors, in any order; undefined if they do not, `skipped` if a limit refuses the operation, which is not for graphql-js
 * to answer. One freedom is left: where several errors lead to one null, each may be the one that is told, because what is
 * null already is not asked of other services.
 */
export async function differenceOf(
  hub: TestHub,
  { schema }: Reference,
  { query, variables }: Operation,
  caller: Caller,
): Promise<string | undefined> {
  const [local, remote] = [
    await hub.executeOn('local', query, variables, caller),
    await hub.executeOn('remote', query, variables, caller),
  ];
  const [one, other] = [textOf(local), textOf(remote)];
  if (one !== other) return `local:  ${one}\nremote: ${other}`;
  if (isRefusal(local)) return 'skipped';
  if (!isValid(schema, query)) return isRefused(local) ? undefined : `not refused, and not valid: ${one}`;
  const expected = await answerOf(schema, { query, variables }, caller);
  const [given, wanted] = [inAnyOrder(local), inAnyOrder(expected)];
  return given === wanted ? undefined : `engines:    ${given}\ngraphql-js: ${wanted}`;
}

/** Whether an operation is refused as a whole, with words for its client. */
const isRefused = ({ data, errors = [] }: Response): boolean =>
  data === undefined && errors.length > 0 && errors.every(({ extensions }) => extensions?.['code'] !== 'INTERNAL');

function isValid(schema: GraphQLSchema, query: string): boolean {
  try {
    return validate(schema, parse(query), undefined, { maxErrors: 1 }).length === 0;
  } catch {
    return false;
  }
}

async function answerOf(schema: GraphQLSchema, { query, variables }: Operation, caller: Caller): Promise<Response> {
  const document = parse(query);
  const coerced = getVariableValues(schema, getOperationAST(document)!.variableDefinitions ?? [], variables);
  const contextValue = { requestId: 'reference', caller };
  const result = coerced.errors
    ? { errors: coerced.errors.map((error) => withCode(error)) }
    : ((await execute({ schema, document, variableValues: variables, contextValue })) as ExecutionResult);
  const errors = result.errors
    ?.filter((error) => !isPlainlyMissing(error, result.data))
    // The hub gives a code to errors that graphql-js makes.
    .map((error) => (/^Argument "\w+" /.test(error.message) ? withCode(error) : error));
  const masked = createMask({ error: () => undefined })({ ...result, errors }, 'reference', true);
  return JSON.parse(JSON.stringify(masked)) as Response;
}

const withCode = ({ message, nodes, path }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { nodes, path, extensions: { code: 'BAD_USER_INPUT' } });

/** The errors of a response; of those that led to a null further up, which is in their place, that place alone. */
function errorsOf({ data, errors = [] }: Response, extensionsOf: (extensions: Extensions) => unknown): string[] {
  const texts = errors.map(({ message, path, locations, extensions = {} }) => {
    const place = path && nullPlace(data, path);
    if (place && place.length < path.length) return JSON.stringify({ place });
    return JSON.stringify({ message, path, locations, extensions: extensionsOf(extensions) });
  });
  return [...new Set(texts)];
}

const textOf = (response: Response): string =>
  JSON.stringify({
    data: response.data,
    errors: errorsOf(response, ({ requestId: _, ...extensions }) => extensions),
  });

/** What two right answers share: errors have no order in graphql-js, where those of fields that settle first come first. */
const inAnyOrder = (response: Response): string =>
  JSON.stringify({ data: response.data, errors: errorsOf(response, ({ code }) => code).toSorted() });
