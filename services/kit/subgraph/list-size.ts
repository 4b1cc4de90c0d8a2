import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';
import { defaultPage } from '../reading/list.ts';
import { directive } from './directive.ts';

/** The length of a list without pages, unless its field has a directive of its own. */
const assumedItems = 10;
const slicing = ['first', 'last'];
const pages = ['edges', 'nodes'];

/**
 * Adds federation's `@listSize` to each field with many objects, from which routers estimate a request's cost before it
 * runs: for connections by the arguments of their page, for other lists by an assumed length. Existing ones are kept.
 */
export function giveListSizes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(isObjectType(type) || isInterfaceType(type)) || type.name.startsWith('__')) continue;
    // The fields of a connection are sized by its page.
    if ('pageInfo' in type.getFields()) {
      freeEdge(type);
      continue;
    }
    for (const field of Object.values(type.getFields())) {
      const given = field.astNode?.directives ?? [];
      const size = given.some(({ name }) => name.value === 'listSize') ? undefined : sizeOf(field);
      if (size === undefined) continue;
      field.astNode = { ...(field.astNode ?? nodeOf(field)), directives: [...given, directive(size)] };
    }
  }
}

/** Lets the edges of a connection cost nothing: their nodes count. */
function freeEdge(connection: GraphQLObjectType | GraphQLInterfaceType): void {
  const edge = getNamedType(connection.getFields()['edges']!.type) as GraphQLObjectType;
  edge.astNode = {
    ...(edge.astNode ?? { kind: Kind.OBJECT_TYPE_DEFINITION, name: { kind: Kind.NAME, value: edge.name } }),
    directives: [...(edge.astNode?.directives ?? []), directive('@cost(weight: 0)')],
  };
}

function sizeOf(field: GraphQLField<unknown, unknown>): string | undefined {
  const type = getNamedType(field.type);
  const args = slicing.filter((name) => field.args.some((arg) => arg.name === name));
  const slices = args.length > 0 ? `slicingArguments: ${JSON.stringify(args)}, requireOneSlicingArgument: false, ` : '';
  if (isListType(getNullableType(field.type))) {
    return isCompositeType(type) ? `@listSize(${slices}assumedSize: ${assumedItems})` : undefined;
  }
  if (args.length === 0 || !isObjectType(type)) return undefined;
  const sized = pages.filter((name) => name in type.getFields());
  return `@listSize(${slices}assumedSize: ${defaultPage}, sizedFields: ${JSON.stringify(sized)})`;
}

/** A definition for a field that the schema's builder gave none. The printer takes only its directives from it. */
function nodeOf(field: GraphQLField<unknown, unknown>): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: field.name },
    type: typeNode(field.type),
  };
}

function typeNode(type: GraphQLOutputType): TypeNode {
  if (isNonNullType(type)) return { kind: Kind.NON_NULL_TYPE, type: typeNode(type.ofType) as never };
  if (isListType(type)) return { kind: Kind.LIST_TYPE, type: typeNode(type.ofType) };
  return { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } };
}
