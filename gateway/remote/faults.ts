import {
  GraphQLError,
  isNonNullType,
  isObjectType,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import { unavailable, type ErrorCode } from '../../services/shared/errors.ts';
import { missingObject } from '../missing.ts';
import { entityFields, rootFields } from './selections.ts';

/** A planned request to one service. */
export interface ServiceRequest {
  service: string;
  document: DocumentNode;
  variables: Record<string, unknown>;
}

type Path = (string | number)[];

/** The codes that a service may give to a whole request, and that are the client's to read. That it does not know the gateway is not the client's to mend. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'RATE_LIMITED',
  'SUBGRAPH_UNAVAILABLE',
]);

/**
 * Tells a service's faults at each field that they cost, as one process would: the runtime loses the place of an
 * error that concerns a whole request or a whole entity, and says nothing of an entity that is not found.
 */
export function placeFaults(
  result: ExecutionResult,
  request: ServiceRequest,
  publicSchema: GraphQLSchema,
  onUnavailable: (cause: GraphQLError) => void,
): ExecutionResult {
  const requestError = result.errors?.find((error) => !error.path?.length);
  if (requestError) {
    const error = requestFault(requestError, request.service, onUnavailable);
    return { errors: lostFields(request).map(({ path }) => at(error, path)) };
  }
  const entities = entityLists(request);
  if (entities.length === 0) return result;
  const errors = [...(result.errors ?? [])];
  const placed = errors.flatMap((error) => {
    const [alias, index] = error.path ?? [];
    if (error.path?.length !== 2 || !entities.some(({ key }) => key === alias)) return [error];
    const lost = lostFields(request).filter(({ path }) => path[0] === alias && path[1] === index);
    return lost.map(({ path }) => at(error, path));
  });
  const explained = new Set(errors.map(({ path }) => `${path?.[0]}/${path?.[1]}`));
  for (const { path, typeName, node } of lostFields(request)) {
    const [alias, index] = path as [string, number];
    const list = result.data?.[alias] as unknown[] | undefined;
    if (list?.[index] != null || explained.has(`${alias}/${index}`)) continue;
    const type = publicSchema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
    if (field && isNonNullType(field.type)) {
      placed.push(missingObject(`${typeName}.${field.name}`, path));
    }
  }
  return placed.length > 0 ? { ...result, errors: placed } : result;
}

function requestFault(
  error: GraphQLError,
  service: string,
  onUnavailable: (cause: GraphQLError) => void,
): GraphQLError {
  if (REQUEST_CODES.has(error.extensions['code'])) return error;
  onUnavailable(error);
  return unavailable(service);
}

function at(error: GraphQLError, path: Path): GraphQLError {
  return new GraphQLError(error.message, { path, extensions: error.extensions });
}

interface EntityList {
  key: string;
  node: FieldNode;
  representations: { __typename: string }[];
}

/** The lists of entities that a request asks for, each with the representations that it sends. */
function entityLists({ document, variables }: ServiceRequest): EntityList[] {
  return rootFields(document).flatMap(({ key, node }) => {
    if (node.name.value !== '_entities') return [];
    const value = node.arguments?.[0]?.value;
    const representations = value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
    return [{ key, node, representations: (representations ?? []) as EntityList['representations'] }];
  });
}

/** Every place of the answer that depends on the request. */
function lostFields(request: ServiceRequest): { path: Path; typeName: string; node: FieldNode }[] {
  const lists = entityLists(request);
  if (lists.length === 0) {
    return rootFields(request.document).map(({ key, node }) => ({ path: [key], typeName: '', node }));
  }
  return lists.flatMap(({ key: alias, node: entities, representations }) =>
    representations.flatMap(({ __typename: typeName }, index) =>
      entityFields(request.document, entities, typeName).map(({ key, node }) => ({
        path: [alias, index, key],
        typeName,
        node,
      })),
    ),
  );
}
