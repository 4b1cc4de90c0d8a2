import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { EngineContext } from './engine-context.ts';
import type { ResponseTree } from './response-tree.ts';
import type { Service } from './service.ts';
import type { IsKind } from './subtypes.ts';

/** A plan that is running: what the services have returned so far, and the request that it runs for. */
export interface PlanRun {
  data: ResponseTree;
  errors: GraphQLError[];
  /** As the schema coerced them. */
  variables: Readonly<Record<string, unknown>>;
  context: EngineContext;
}

/** A part of a plan, ready to run any number of times; undefined if there is nothing to wait for. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;

/** What steps are made with. */
export interface PlanContext {
  services: ReadonlyMap<string, Service>;
  publicSchema: GraphQLSchema;
  isKind: IsKind;
  /** The abstract types of which some objects are of a type that clients do not see. */
  partlyHidden: ReadonlySet<string>;
  /** The error of an argument's value that cannot be read; undefined for other values. */
  argumentError(value: unknown): GraphQLError | undefined;
  /** The error of a required field on an object that the field's own service does not know. */
  missingObject(coordinate: string, path: readonly (string | number)[]): GraphQLError;
  isMissingObject(error: GraphQLError): boolean;
}
