import { Kind, type DocumentNode } from 'graphql';

/** Whether an object of one type is one of another, by their names. */
export type IsKind = (typeName: unknown, condition: string) => boolean;

/** Reads the subtypes of the whole supergraph: plans also name types that clients do not see. */
export function readSubtypes(supergraph: DocumentNode): IsKind {
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
  return (typeName, condition) => typeName === condition || (subtypes.get(condition)?.has(typeName) ?? false);
}
