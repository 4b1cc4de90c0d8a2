import type { GraphQLFieldResolver } from 'graphql';
import type { Routes } from './routes.ts';
import type { RequestScope, Subgraph } from './subgraph.ts';
import type { Supergraph } from './supergraph.ts';

export type Resolver = GraphQLFieldResolver<unknown, RequestScope>;

/** What the engine takes from the gateway that uses it. */
export interface MergeOptions {
  /** What a field's resolver (`Type.field`) is wrapped in; undefined for fields that every caller may see. */
  guardOf(coordinate: string): ((resolve: Resolver) => Resolver) | undefined;
  /** The error of a required field on an object that the field's own subgraph does not know. */
  missingObject(coordinate: string): Error;
}

/** What the resolvers of one merged schema are made from. */
export interface Merging extends MergeOptions {
  supergraph: Supergraph;
  subgraphs: ReadonlyMap<string, Subgraph>;
  routes: Routes;
  /** The types whose objects may come from several subgraphs: only their origins are recorded. */
  followed: ReadonlySet<string>;
}
