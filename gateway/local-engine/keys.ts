import {
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  parse,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';
import { contextOf, isPromise } from './request.ts';
import type { RequestScope, Subgraph } from './subgraph.ts';
import type { TypeJoins } from './supergraph.ts';

/** Reads the representation by which another subgraph finds an object. */
export type KeyReader = (
  source: object,
  context: RequestScope,
  info: GraphQLResolveInfo,
) => Record<string, unknown> | Promise<Record<string, unknown>>;

/** Reads the first key that leads from one subgraph's objects of a type to another's; undefined if they share none. */
export function keyReader(typeName: string, joins: TypeJoins, from: Subgraph, to: string): KeyReader | undefined {
  const type = from.schema.getType(typeName);
  if (!isObjectType(type)) return undefined;
  for (const key of joins.keys.get(to) ?? []) {
    const selectionSet = selectionOf(key);
    if (canRead(type, selectionSet)) {
      return (source, context, info) => {
        const fields = readFields(type, selectionSet, source, from, context, info);
        return isPromise(fields)
          ? fields.then((read) => ({ __typename: typeName, ...read }))
          : { __typename: typeName, ...fields };
      };
    }
  }
  return undefined;
}

function selectionOf(key: string): SelectionSetNode {
  const [operation] = parse(`{ ${key} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`Not a key: ${key}`);
  return operation.selectionSet;
}

function canRead(type: GraphQLObjectType, selectionSet: SelectionSetNode): boolean {
  return selectionSet.selections.every((selection) => {
    if (selection.kind !== Kind.FIELD) return false;
    const field = type.getFields()[selection.name.value];
    if (field === undefined) return false;
    if (selection.selectionSet === undefined) return true;
    const inner = getNamedType(field.type);
    return isObjectType(inner) && canRead(inner, selection.selectionSet);
  });
}

function readFields(
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  source: object,
  from: Subgraph,
  context: RequestScope,
  info: GraphQLResolveInfo,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  const pending: Promise<void>[] = [];
  for (const selection of selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = selection.name.value;
    const field = type.getFields()[name]!;
    const inner = getNamedType(field.type);
    const raw: unknown = field.resolve
      ? field.resolve(source, {}, contextOf(context, from), {
          ...info,
          fieldName: name,
          parentType: type,
          returnType: field.type,
        })
      : (source as Record<string, unknown>)[name];
    const complete = (value: unknown): unknown => {
      if (value === null || value === undefined) return null;
      if (Array.isArray(value)) return settle(value.map(complete));
      // A representation has the values that services send one another: `1` of type ID is `"1"`.
      if (isLeafType(inner)) return inner.serialize(value);
      return readFields(inner as GraphQLObjectType, selection.selectionSet!, value as object, from, context, info);
    };
    const value = isPromise(raw) ? raw.then(complete) : complete(raw);
    if (isPromise(value)) pending.push(value.then((settled) => void (read[name] = settled)));
    else read[name] = value;
  }
  return pending.length === 0 ? read : Promise.all(pending).then(() => read);
}

function settle(values: unknown[]): unknown {
  return values.some(isPromise) ? Promise.all(values) : values;
}
