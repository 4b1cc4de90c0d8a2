import {
  defaultFieldResolver,
  getNamedType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
} from 'graphql';
import { guarded } from '../../platform/contract/access.ts';
import { OperatorError } from '../../platform/errors.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { missingObject } from '../../platform/contract/missing.ts';
import { contextOf, isPromise, noteOrigin, originOf, type MergedContext } from './request.ts';
import { counterpartOf, routesTo, type Route } from './routes.ts';
import type { Supergraph } from './supergraph.ts';

export type Resolver = GraphQLFieldResolver<unknown, MergedContext>;

/** What the resolvers of one merged schema are made from. */
export interface Merging {
  supergraph: Supergraph;
  subgraphs: Map<string, Subgraph>;
  /** The types whose objects may come from several subgraphs: only their objects are followed. */
  followed: Set<string>;
}

/** A public field's resolvers; `resolve` is undefined where reading the property of that name is all there is to do. */
export interface MergedField {
  resolve: Resolver | undefined;
  subscribe: Resolver | undefined;
}

/** The resolvers of a public field. Throws an `OperatorError` where the subgraphs do not hold what the supergraph says. */
export function mergeField(merging: Merging, typeName: string, fieldName: string): MergedField {
  const joins = merging.supergraph.types.get(typeName)!;
  const owners = joins.owners.get(fieldName) ?? joins.graphs;
  const own = new Map(owners.map((owner) => [owner, ownResolver(merging, typeName, fieldName, owner)]));
  const resolve = merging.followed.has(typeName) ? dispatch(merging, typeName, fieldName, own) : own.get(owners[0]!);
  const subscribe = ownSubscriber(merging, typeName, fieldName, owners[0]!);
  const coordinate = `${typeName}.${fieldName}`;
  const requirement = merging.supergraph.requirements.get(coordinate);
  if (!requirement) return { resolve, subscribe };
  return {
    resolve: guarded(resolve ?? defaultFieldResolver, coordinate, requirement),
    subscribe: subscribe && guarded(subscribe, coordinate, requirement),
  };
}

/** The subgraph's own resolver, run with the subgraph's own context. */
function ownResolver(merging: Merging, typeName: string, fieldName: string, owner: string): Resolver | undefined {
  const subgraph = merging.subgraphs.get(owner)!;
  const { resolve, type } = fieldOf(subgraph, typeName, fieldName);
  if (merging.followed.has(getNamedType(type).name)) {
    const read = resolve ?? defaultFieldResolver;
    return (source, args, context, info) => noteOrigin(read(source, args, contextOf(context, subgraph), info), owner);
  }
  return resolve && ((source, args, context, info) => resolve(source, args, contextOf(context, subgraph), info));
}

function ownSubscriber(merging: Merging, typeName: string, fieldName: string, owner: string): Resolver | undefined {
  const subgraph = merging.subgraphs.get(owner)!;
  const { subscribe } = fieldOf(subgraph, typeName, fieldName);
  return subscribe && ((source, args, context, info) => subscribe(source, args, contextOf(context, subgraph), info));
}

function fieldOf(subgraph: Subgraph, typeName: string, fieldName: string): GraphQLField<unknown, object> {
  const type = subgraph.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field) return field;
  throw new OperatorError(
    `Subgraph "${subgraph.name}" lacks "${typeName}.${fieldName}", which the supergraph expects of it: compose the supergraph again.`,
  );
}

/** Runs a field on the object itself where its maker owns the field, else on the object's counterpart in an owner. */
function dispatch(merging: Merging, type: string, field: string, own: Map<string, Resolver | undefined>): Resolver {
  const joins = merging.supergraph.types.get(type)!;
  const routes = routesTo([...own.keys()], { type, field }, joins, merging.subgraphs);
  const isRequired = [...own.keys()].some((owner) =>
    isNonNullType(fieldOf(merging.subgraphs.get(owner)!, type, field).type),
  );
  const unknown = (): null => {
    if (isRequired) throw missingObject(`${type}.${field}`);
    return null;
  };
  const ways = new Map<string, Resolver>([...own].map(([owner, resolve]) => [owner, resolve ?? defaultFieldResolver]));
  for (const [maker, route] of routes) ways.set(maker, follow(route, ways.get(route.to)!, unknown));
  return (source, args, context, info) =>
    (ways.get(originOf(source)) ?? defaultFieldResolver)(source, args, context, info);
}

/** Runs a field on the counterpart of an object in the subgraph that a route leads to. */
function follow(route: Route, resolve: Resolver, unknown: () => null): Resolver {
  return (source, args, context, info) => {
    const counterpart = counterpartOf(route, source as object, context, info);
    if (isPromise(counterpart)) {
      return counterpart.then((loaded) => (loaded == null ? unknown() : resolve(loaded, args, context, info)));
    }
    return counterpart === null ? unknown() : resolve(counterpart, args, context, info);
  };
}
