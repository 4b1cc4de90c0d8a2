import { Kind, type DocumentNode, type GraphQLSchema } from 'graphql';

/** Whether an object of one type is one of another, by their names. */
export type IsKind = (typeName: unknown, condition: string) => boolean;

/** The types of object of each abstract type of a supergraph, by its name: clients do not see all of them. */
export type Subtypes = ReadonlyMap<string, ReadonlySet<unknown>>;

export function readSubtypes(supergraph: DocumentNode): Subtypes {
  const subtypes = new Map<string, Set<unknown>>();
  const add = (abstract: string, object: string): void => {
    const known = subtypes.get(abstract);
    if (known) known.add(object);
    else subtypes.set(abstract, new Set([object]));
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const { name } of definition.interfaces ?? []) add(name.value, definition.name.value);
    }
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { name } of definition.types ?? []) add(definition.name.value, name.value);
    }
  }
  return subtypes;
}

export const kindsIn =
  (subtypes: Subtypes): IsKind =>
  (typeName, condition) =>
    typeName === condition || (subtypes.get(condition)?.has(typeName) ?? false);

/** The abstract types of which some objects are of a type that clients do not see. */
export function partlyHidden(subtypes: Subtypes, publicSchema: GraphQLSchema): ReadonlySet<string> {
  const found = [...subtypes].filter(([, types]) => [...types].some((type) => !publicSchema.getType(String(type))));
  return new Set(found.map(([name]) => name));
}
