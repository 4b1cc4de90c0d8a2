import type { FieldNode, GraphQLField } from 'graphql';

/** A field of an operation, with everything that the client selects of it. */
export interface NormalField {
  /** Its name in the response. */
  responseName: string;
  /** The type of the objects that have the field here; undefined if all objects of the selection do. */
  typeName: string | undefined;
  definition: GraphQLField<unknown, unknown>;
  /** The client's nodes: those that GraphQL merges into one field. */
  nodes: readonly FieldNode[];
  /** Undefined for a leaf. */
  selection: NormalSelection | undefined;
}

/** The fields of an object, in the order of the response. Of each type of object, a response name occurs once or, with
 * fields of that type alone, twice. */
export type NormalSelection = readonly NormalField[];

/** The fields of a selection and of those within it, as they are written: each before those that it selects. */
export function* fieldsOf(selection: NormalSelection): Generator<NormalField> {
  for (const field of selection) {
    yield field;
    if (field.selection) yield* fieldsOf(field.selection);
  }
}
