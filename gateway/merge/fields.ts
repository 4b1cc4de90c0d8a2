import {
  defaultFieldResolver,
  getNamedType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLTypeResolver,
} from 'graphql';
import { OperatorError } from '../../services/shared/errors.ts';
import type { Subgraph } from '../../services/shared/subgraph.ts';
import { keyReader, type KeyReader } from './keys.ts';
import { contextOf, isPromise, noteOrigin, stateOf, type MergedContext } from './request.ts';
import type { Supergraph } from './supergraph.ts';

export type Resolver = GraphQLFieldResolver<unknown, MergedContext>;
type ReferenceResolver = (reference: object, context: object, info: GraphQLResolveInfo) => unknown;

/** What the resolvers of one merged schema are made from. */
export interface Merging {
  supergraph: Supergraph;
  subgraphs: Map<string, Subgraph>;
  /** The types whose objects may come from several subgraphs: only these are followed. */
  followed: Set<string>;
}

/** The resolver of a public field, or undefined where reading the property of that name is all there is to do. */
export function mergedResolver(merging: Merging, type: GraphQLObjectType, fieldName: string, isRoot: boolean): Resolver | undefined {
  const joins = merging.supergraph.types.get(type.name)!;
  const owners = joins.owners.get(fieldName) ?? joins.graphs;
  const own = new Map(owners.map((graph) => [graph, ownResolver(merging, type.name, fieldName, graph)]));
  const first = own.get(owners[0]!);
  if (isRoot || joins.graphs.length === 1) return first;
  return dispatch(merging, type.name, fieldName, own);
}

/** The subgraph's own resolver, run with the subgraph's own context. */
function ownResolver(merging: Merging, typeName: string, fieldName: string, graph: string): Resolver | undefined {
  const subgraph = merging.subgraphs.get(graph)!;
  const field = fieldOf(subgraph, typeName, fieldName);
  const resolve = field.resolve;
  if (merging.followed.has(getNamedType(field.type).name)) {
    const inner = resolve ?? defaultFieldResolver;
    return (source, args, context, info) =>
      noteOrigin(inner(source, args, contextOf(context, subgraph), info), graph, stateOf(context));
  }
  return resolve && ((source, args, context, info) => resolve(source, args, contextOf(context, subgraph), info));
}

function fieldOf(subgraph: Subgraph, typeName: string, fieldName: string): GraphQLField<unknown, object> {
  const type = subgraph.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field) return field as GraphQLField<unknown, object>;
  throw new OperatorError(
    `Subgraph "${subgraph.name}" has no field "${typeName}.${fieldName}" that the supergraph expects of it: compose the supergraph again.`,
  );
}

/** Runs a field on the object itself where its maker owns the field, and on its counterpart in an owner elsewhere. */
function dispatch(merging: Merging, typeName: string, fieldName: string, own: Map<string, Resolver | undefined>): Resolver {
  const routes = new Map<string, Route>();
  for (const maker of merging.supergraph.types.get(typeName)!.graphs) {
    if (!own.has(maker)) routes.set(maker, findRoute(merging, typeName, fieldName, maker, [...own.keys()]));
  }
  return (source, args, context, info) => {
    const origin = stateOf(context).origins.get(source as object)!;
    const route = routes.get(origin.graph);
    if (route === undefined) return (own.get(origin.graph) ?? defaultFieldResolver)(source, args, context, info);
    const resolve = own.get(route.to) ?? defaultFieldResolver;
    let counterpart = origin.counterparts.get(route.read);
    if (counterpart === undefined) {
      counterpart = loadCounterpart(route, source as object, context, info);
      origin.counterparts.set(route.read, counterpart);
    }
    if (isPromise(counterpart)) {
      return counterpart.then((loaded) => (loaded == null ? null : resolve(loaded, args, context, info)));
    }
    return counterpart === null ? null : resolve(counterpart, args, context, info);
  };
}

/** A way from a subgraph's objects of a type to those of an owner of the field. */
interface Route {
  to: string;
  subgraph: Subgraph;
  read: KeyReader;
  resolveReference: ReferenceResolver | undefined;
}

function findRoute(merging: Merging, typeName: string, fieldName: string, maker: string, owners: string[]): Route {
  const joins = merging.supergraph.types.get(typeName)!;
  for (const to of owners) {
    const read = merging.routes(typeName, maker, to);
    if (read) {
      const subgraph = merging.subgraphs.get(to)!;
      const type = subgraph.schema.getType(typeName) as GraphQLObjectType;
      return { to, subgraph, read, resolveReference: referenceResolverOf(type) };
    }
  }
  throw new OperatorError(
    `The local engine cannot resolve "${typeName}.${fieldName}" (subgraph "${owners.join('" or "')}") on an object of ` +
      `subgraph "${maker}": "${maker}" holds none of the keys ${[...joins.keys.values()].flat().map((key) => `"${key}"`).join(', ')}.`,
  );
}

export {};
