import {
  buildASTSchema,
  introspectionFromSchema,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
} from 'graphql';
import type { DocumentNode, GraphQLObjectType, IntrospectionQuery } from 'graphql';
import { publicDocument } from './public-schema.ts';

/** What clients with a cache of objects have to know of the graph. */
export interface ClientKit {
  /** The object types of each interface and union: fragments match by them. */
  possibleTypes: Record<string, string[]>;
  /** The fields that identify the objects of a type; null for objects that are a part of another one. */
  keys: Record<string, string[] | null>;
  /** The fields that are connections, by type, with the arguments that choose the list and not its page. */
  connections: Record<string, Record<string, string[]>>;
  /** The type of each custom scalar in JSON. */
  scalars: Record<string, string>;
  /** The output types of the schema, without descriptions. */
  introspection: object;
}

const PAGE_ARGUMENTS = new Set(['first', 'after', 'last', 'before']);

/** The kit of a supergraph. */
export function clientKit(sdl: string): ClientKit {
  const supergraph = parse(sdl);
  const schema = buildASTSchema(publicDocument(supergraph));
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const objects = types.filter(isObjectType).filter((type) => type !== schema.getQueryType());
  const declared = declaredKeys(supergraph);
  const abstract = types.filter((type) => isInterfaceType(type) || isUnionType(type));
  return {
    possibleTypes: Object.fromEntries(
      abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
    ),
    keys: Object.fromEntries(objects.map((type) => [type.name, keyOf(type, declared.get(type.name))])),
    connections: Object.fromEntries(
      [schema.getQueryType()!, ...objects]
        .map((type) => [type.name, connectionsOf(type)] as const)
        .filter(([, fields]) => Object.keys(fields).length > 0),
    ),
    scalars: { Date: 'string', DateTime: 'string' },
    introspection: outputTypes(introspectionFromSchema(schema, { descriptions: false })),
  };
}

function keyOf(type: GraphQLObjectType, declared: string | undefined): string[] | null {
  const { id, cursor } = type.getFields();
  if (id && isNonNullType(id.type)) return ['id'];
  // An id that may be null is that of another object, which several of these are about.
  if (id && cursor) return ['cursor'];
  return declared?.split(' ') ?? null;
}

/** The first key of each type that has one, by which services find its objects. */
function declaredKeys({ definitions }: DocumentNode): Map<string, string> {
  const keys = new Map<string, string>();
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name, arguments: given } of definition.directives ?? []) {
      const key = given?.find((argument) => argument.name.value === 'key')?.value;
      if (name.value !== 'join__type' || key?.kind !== Kind.STRING) continue;
      if (!keys.has(definition.name.value)) keys.set(definition.name.value, key.value);
    }
  }
  return keys;
}

const connectionsOf = (type: GraphQLObjectType): Record<string, string[]> =>
  Object.fromEntries(
    Object.values(type.getFields())
      .filter(({ args }) => args.some(({ name }) => name === 'after'))
      .map(({ name, args }) => [name, args.map((each) => each.name).filter((each) => !PAGE_ARGUMENTS.has(each))]),
  );

/** An introspection with what graphcache reads: output types, by their names. */
function outputTypes({ __schema: { queryType, mutationType, types } }: IntrospectionQuery): object {
  return {
    __schema: {
      queryType: { name: queryType.name },
      mutationType: mutationType ? { name: mutationType.name } : null,
      subscriptionType: null,
      types: types
        .filter(({ name, kind }) => !name.startsWith('__') && kind !== 'INPUT_OBJECT')
        .map((type) => ({
          kind: type.kind,
          name: type.name,
          ...((type.kind === 'OBJECT' || type.kind === 'INTERFACE') && {
            fields: type.fields.map(({ name, type: output, args }) => ({
              name,
              type: output,
              args: args.map((argument) => ({ name: argument.name, type: argument.type })),
            })),
            interfaces: type.interfaces.map(({ name }) => ({ kind: 'INTERFACE', name })),
          }),
          ...((type.kind === 'UNION' || type.kind === 'INTERFACE') && { possibleTypes: type.possibleTypes }),
        })),
    },
  };
}
