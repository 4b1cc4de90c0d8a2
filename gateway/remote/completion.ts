import {
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { forbidden, type Requirements } from '../../services/shared/access.ts';
import { ErrorPlaces } from './error-places.ts';
import { introspect } from './planned-document.ts';
import { fragmentsOf } from './selections.ts';

export type Selected = ReadonlyMap<string, readonly FieldNode[]>;
type Path = (string | number)[];

/** What the completion of one answer works with. */
export interface Completion {
  schema: GraphQLSchema;
  root: GraphQLObjectType;
  rootFields: Selected;
  /** The fields that the caller may not see: the document was planned without them. */
  denied: Requirements;
  /** The fields selected of an object of this type, within these nodes. */
  subfields(type: GraphQLObjectType, nodes: readonly FieldNode[]): Selected;
}

/** A null where the schema has none: it empties the nearest place that may be null. */
const BLOWN = Symbol('null in a non-null place');

/**
 * Gives the runtime's answer the form that the GraphQL specification prescribes: a null in a non-null place empties
 * the nearest nullable place around it, with an error, and every selected field is there. Fields that are denied are null,
 * with an error each.
 */
export function completeResult(args: ExecutionArgs, denied: Requirements, result: ExecutionResult): ExecutionResult {
  const completion = completionOf(args, denied);
  if (!completion || result.errors?.some((error) => !error.path?.length)) return result;
  const places = new ErrorPlaces(completion, result.errors ?? []);
  const data = completeObject(
    completion,
    completion.root,
    completion.rootFields,
    { ...result.data, ...introspect(args, completion.rootFields) },
    [],
    places,
  );
  const { errors } = places;
  return { ...result, data: data === BLOWN ? null : data, ...(errors.length > 0 && { errors }) } as ExecutionResult;
}

function completionOf(args: ExecutionArgs, denied: Requirements): Completion | undefined {
  const { schema, document, operationName } = args;
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], args.variableValues ?? {});
  if (!coerced) return undefined;
  const fragments = fragmentsOf(document);
  const known = new WeakMap<readonly FieldNode[], Map<GraphQLObjectType, Selected>>();
  return {
    schema,
    root,
    denied,
    rootFields: collectFields(schema, fragments, coerced, root, operation.selectionSet),
    subfields(type, nodes) {
      let byType = known.get(nodes);
      if (!byType) known.set(nodes, (byType = new Map()));
      let fields = byType.get(type);
      if (!fields) byType.set(type, (fields = collectSubfields(schema, fragments, coerced, type, nodes)));
      return fields;
    },
  };
}

function completeObject(
  completion: Completion,
  type: GraphQLObjectType,
  selected: Selected,
  raw: Record<string, unknown>,
  path: Path,
  places: ErrorPlaces,
): Record<string, unknown> | typeof BLOWN {
  const completed: Record<string, unknown> = {};
  for (const [key, nodes] of selected) {
    const name = nodes[0]!.name.value;
    if (name.startsWith('__')) {
      completed[key] = raw[key] ?? (name === '__typename' ? type.name : null);
      continue;
    }
    const field = type.getFields()[name]!;
    const coordinate = `${type.name}.${name}`;
    path.push(key);
    const requirement = completion.denied.get(coordinate);
    if (requirement) places.add(path, forbidden(coordinate, requirement));
    const seen = requirement ? null : raw[key];
    const value = completeValue(completion, field.type, nodes, seen, path, places, coordinate);
    path.pop();
    if (value === BLOWN) return BLOWN;
    completed[key] = value;
  }
  return completed;
}

function completeValue(
  completion: Completion,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  raw: unknown,
  path: Path,
  places: ErrorPlaces,
  coordinate: string,
): unknown {
  if (isNonNullType(type)) {
    const value = completeValue(completion, type.ofType, nodes, raw, path, places, coordinate);
    if (value !== null) return value;
    if (!places.explain(path, raw === undefined)) {
      places.errors.push(
        new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`, { path: [...path] }),
      );
    }
    return BLOWN;
  }
  if (raw === null || raw === undefined) return null;
  if (isListType(type)) {
    const items: unknown[] = [];
    for (const [index, item] of (raw as unknown[]).entries()) {
      path.push(index);
      const value = completeValue(completion, type.ofType, nodes, item, path, places, coordinate);
      path.pop();
      if (value === BLOWN) return null;
      items.push(value);
    }
    return items;
  }
  const object = objectType(completion.schema, type, raw);
  if (!object) return raw;
  const value = completeObject(
    completion,
    object,
    completion.subfields(object, nodes),
    raw as Record<string, unknown>,
    path,
    places,
  );
  return value === BLOWN ? null : value;
}

function objectType(schema: GraphQLSchema, type: GraphQLOutputType, raw: unknown): GraphQLObjectType | undefined {
  const named = getNamedType(type);
  if (isObjectType(named)) return named;
  if (!isAbstractType(named)) return undefined;
  const actual = schema.getType(String((raw as { __typename?: unknown }).__typename));
  return isObjectType(actual) ? actual : undefined;
}
