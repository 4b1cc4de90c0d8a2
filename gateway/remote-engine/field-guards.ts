import type { GraphQLError } from 'graphql';
import type { EngineContext } from './engine-context.ts';

/** Decides who may see a field. */
export interface FieldGuard {
  allows(context: EngineContext): boolean;
  /** The error of the field for callers who may not see it. */
  refusal: GraphQLError;
}

/** The guards of a schema's fields, by coordinate (`Type.field`); fields that every caller may see have none. */
export type FieldGuards = ReadonlyMap<string, FieldGuard>;
