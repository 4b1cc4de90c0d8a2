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
import { isPlainlyMissing } from '../../platform/contract/missing.ts';
import { createMask } from '../../gateway/rules/errors.ts';
import { mergedSchema } from '../../gateway/server/merged-schema.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { services } from '../../services/registry.ts';
import type { TestHub } from '../support/hub.ts';
import { nullPlace } from '../support/null-place.ts';
import { testSubgraph } from '../support/subgraph.ts';
import { partner } from '../support/tokens.ts';
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

interface Response {
  data?: unknown;
  errors?: readonly { message: string; path?: unknown; locations?: unknown; extensions?: Record<string, unknown> }[];
}

/** What limits refuse, and conditions that are null, is not for graphql-js to answer. */
const isRefusal = ({ errors = [] }: Response): boolean =>
  errors.some(
    ({ message, extensions }) => extensions?.['code'] === 'LIMIT_EXCEEDED' || message.startsWith('Argument "if" of'),
  );

/**
 * How the answers to an operation differ, between the engines byte for byte; undefined if they do not, `skipped` if the
 * operation is not valid or a limit refuses it. Where several errors lead to one null, each may be the one that is told:
 * what is null already is not asked of other services.
 */
export async function differenceOf(
  hub: TestHub,
  { schema }: Reference,
  { query, variables }: Operation,
): Promise<string | undefined> {
  if (!isValid(schema, query)) return 'skipped';
  const [local, remote] = [
    await hub.executeOn('local', query, variables),
    await hub.executeOn('remote', query, variables),
  ];
  if (isRefusal(local) && isRefusal(remote)) return 'skipped';
  const [one, other] = [textOf(local), textOf(remote)];
  if (one !== other && inAnyOrder(local) !== inAnyOrder(remote)) return `local:  ${one}\nremote: ${other}`;
  const expected = await answerOf(schema, { query, variables });
  const [given, wanted] = [inAnyOrder(local), inAnyOrder(expected)];
  return given === wanted ? undefined : `engines:    ${given}\ngraphql-js: ${wanted}`;
}

function isValid(schema: GraphQLSchema, query: string): boolean {
  try {
    return validate(schema, parse(query), undefined, { maxErrors: 1 }).length === 0;
  } catch {
    return false;
  }
}

async function answerOf(schema: GraphQLSchema, { query, variables }: Operation): Promise<Response> {
  const document = parse(query);
  const coerced = getVariableValues(schema, getOperationAST(document)!.variableDefinitions ?? [], variables);
  const contextValue = { requestId: 'reference', caller: partner };
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

const comparable = ({ data, errors = [] }: Response) => ({
  data,
  errors: errors.map(({ message, path, locations, extensions }) => ({
    message,
    path,
    locations,
    code: extensions?.['code'],
  })),
});

const textOf = (response: Response): string => JSON.stringify(comparable(response));

/**
 * What two right answers share: errors have no order in graphql-js, where those of fields that settle first come first;
 * and of several errors that lead to one null it reports the first to come, at times others too.
 */
function inAnyOrder(response: Response): string {
  const { data, errors } = comparable(response);
  const texts = errors.map((error) => {
    const path = error.path as (string | number)[] | undefined;
    const place = path && nullPlace(data, path);
    return JSON.stringify(place && place.length < path.length ? { place } : error);
  });
  return JSON.stringify({ data, errors: [...new Set(texts)].toSorted() });
}
