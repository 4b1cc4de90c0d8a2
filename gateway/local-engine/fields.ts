import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
} from 'graphql';
import type { Merging, Resolver } from './merging.ts';
import { beginMutation, contextOf, isPromise, markOrigin, originOf } from './request.ts';
import { counterpartOf, type Route } from './routes.ts';
import { UnsupportedSupergraph } from './unsupported-supergraph.ts';

/** The resolvers that the subgraphs have for a field of theirs; undefined for a plain property. */
type OwnResolvers = ReadonlyMap<string, Resolver | undefined>;

/** A public field's resolvers; `resolve` is undefined if the field is the plain property of its name. */
interface MergedField {
  resolve: Resolver | undefined;
  subscribe: Resolver | undefined;
}

/** The resolvers of a public field. @throws UnsupportedSupergraph if a subgraph lacks a field of the supergraph */
export function mergeField(merging: Merging, typeName: string, fieldName: string): MergedField {
  const joins = merging.supergraph.types.get(typeName)!;
  const owners = joins.owners.get(fieldName) ?? joins.graphs;
  const own = new Map(owners.map((owner) => [owner, ownResolver(merging, typeName, fieldName, owner)]));
  const resolve = resolverOf(merging, typeName, fieldName, own);
  const subscribe = ownSubscriber(merging, typeName, fieldName, owners[0]!);
  const guard = merging.guardOf(`${typeName}.${fieldName}`);
  if (!guard) return { resolve, subscribe };
  return { resolve: guard(resolve ?? defaultFieldResolver), subscribe: subscribe && guard(subscribe) };
}

function resolverOf(merging: Merging, type: string, field: string, own: OwnResolvers): Resolver | undefined {
  if (merging.followed.has(type)) return dispatch(merging, type, field, own);
  if (isSharedRoot(merging, type, field, [...own.keys()])) return inTurn([...own.values()]);
  const [only] = own.values();
  return type === 'Mutation' ? begun(only ?? defaultFieldResolver) : only;
}

/** A root field of a mutation. */
const begun =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    beginMutation(context);
    return resolve(source, args, context, info);
  };

/** Whether a field of the root is several subgraphs', of whose objects each may know other types. */
function isSharedRoot(merging: Merging, typeName: string, fieldName: string, owners: readonly string[]): boolean {
  if (typeName !== 'Query' || owners.length < 2) return false;
  return owners.some((owner) => isAbstractType(getNullableType(fieldOf(merging, owner, typeName, fieldName).type)));
}

/** The first value that is not null. */
function inTurn(resolvers: readonly (Resolver | undefined)[]): Resolver {
  return (source, args, context, info) => {
    const from = (index: number): unknown => {
      const value = (resolvers[index] ?? defaultFieldResolver)(source, args, context, info);
      const orNext = (settled: unknown): unknown =>
        settled === null || settled === undefined ? (index + 1 < resolvers.length ? from(index + 1) : null) : settled;
      return isPromise(value) ? value.then(orNext) : orNext(value);
    };
    return from(0);
  };
}

/** The subgraph's own resolver, run with the subgraph's own context. */
function ownResolver(merging: Merging, typeName: string, fieldName: string, owner: string): Resolver | undefined {
  const subgraph = merging.subgraphs.get(owner)!;
  const { resolve, type } = fieldOf(merging, owner, typeName, fieldName);
  if (merging.followed.has(getNamedType(type).name)) {
    const read = resolve ?? defaultFieldResolver;
    return (source, args, context, info) => markOrigin(read(source, args, contextOf(context, subgraph), info), owner);
  }
  return resolve && ((source, args, context, info) => resolve(source, args, contextOf(context, subgraph), info));
}

function ownSubscriber(merging: Merging, typeName: string, fieldName: string, owner: string): Resolver | undefined {
  const subgraph = merging.subgraphs.get(owner)!;
  const { subscribe } = fieldOf(merging, owner, typeName, fieldName);
  return subscribe && ((source, args, context, info) => subscribe(source, args, contextOf(context, subgraph), info));
}

function fieldOf(
  { subgraphs }: Merging,
  owner: string,
  typeName: string,
  fieldName: string,
): GraphQLField<unknown, object> {
  const type = subgraphs.get(owner)!.schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field) return field;
  throw new UnsupportedSupergraph(
    `Subgraph "${owner}" lacks "${typeName}.${fieldName}", which the supergraph expects: compose the supergraph again.`,
  );
}

/** Runs a field on the object itself if the object's subgraph owns the field, else on its counterpart in an owner. */
function dispatch(merging: Merging, type: string, field: string, own: OwnResolvers): Resolver {
  const owners = [...own.keys()];
  const routes = merging.routes.to(owners, { type, field }, merging.supergraph.types.get(type)!);
  const isRequired = owners.some((owner) => isNonNullType(fieldOf(merging, owner, type, field).type));
  const missing = (): null => {
    if (isRequired) throw merging.missingObject(`${type}.${field}`);
    return null;
  };
  const byOrigin = new Map<string, Resolver>();
  for (const [owner, resolve] of own) byOrigin.set(owner, resolve ?? defaultFieldResolver);
  for (const [origin, route] of routes) byOrigin.set(origin, follow(route, byOrigin.get(route.to)!, missing));
  return (source, args, context, info) =>
    (byOrigin.get(originOf(source)) ?? defaultFieldResolver)(source, args, context, info);
}

/** Runs a field on the counterpart of an object in the subgraph that a route leads to. */
function follow(route: Route, resolve: Resolver, missing: () => null): Resolver {
  return (source, args, context, info) => {
    const counterpart = counterpartOf(route, source as object, context, info);
    if (isPromise(counterpart)) {
      return counterpart.then((loaded) => (loaded == null ? missing() : resolve(loaded, args, context, info)));
    }
    return counterpart === null ? missing() : resolve(counterpart, args, context, info);
  };
}
