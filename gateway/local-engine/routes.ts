import { getNamedType, isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { OperatorError } from '../../platform/errors.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { keyReader, type KeyReader } from './keys.ts';
import { contextOf, isPromise, stateOf, type MergedContext } from './request.ts';
import type { TypeJoins } from './supergraph.ts';

type ResolveReference = (reference: object, context: object, info: GraphQLResolveInfo) => unknown;

/** The way from the objects that one subgraph makes of a type to their counterparts in another. */
export interface Route {
  to: string;
  subgraph: Subgraph;
  read: KeyReader;
  resolveReference: ResolveReference | undefined;
}

/**
 * For each subgraph that makes objects of a type without owning the field, the way to an owner.
 * Throws an `OperatorError` where a maker holds none of the owners' keys.
 */
export function routesTo(
  owners: string[],
  coordinate: { type: string; field: string },
  joins: TypeJoins,
  subgraphs: Map<string, Subgraph>,
): Map<string, Route> {
  const routes = new Map<string, Route>();
  for (const maker of joins.graphs) {
    if (owners.includes(maker) || !makes(subgraphs.get(maker)!, coordinate.type)) continue;
    const route = owners
      .map((to) => routeBetween(coordinate.type, joins, subgraphs.get(maker)!, subgraphs.get(to)!))
      .find(Boolean);
    if (route === undefined) {
      throw new OperatorError(
        `The local engine cannot resolve "${coordinate.type}.${coordinate.field}", which subgraph "${owners.join('", "')}" owns, ` +
          `on an object of subgraph "${maker}", which holds none of its keys.`,
      );
    }
    routes.set(maker, route);
  }
  return routes;
}

/** Routes are shared between the fields of a type, so that an object's counterpart is loaded once for all of them. */
const routesByMaker = new WeakMap<Subgraph, Map<string, Route | undefined>>();

function routeBetween(typeName: string, joins: TypeJoins, from: Subgraph, to: Subgraph): Route | undefined {
  let routes = routesByMaker.get(from);
  if (routes === undefined) routesByMaker.set(from, (routes = new Map()));
  const key = `${typeName}>${to.name}`;
  if (!routes.has(key)) {
    const read = keyReader(typeName, joins, from, to.name);
    const type = to.schema.getType(typeName) as GraphQLObjectType;
    routes.set(key, read && { to: to.name, subgraph: to, read, resolveReference: referenceResolverOf(type) });
  }
  return routes.get(key);
}

/** Where `@apollo/subgraph` keeps `__resolveReference`. */
function referenceResolverOf(type: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  return apollo?.subgraph?.resolveReference;
}

/** Whether some field of the subgraph returns objects of the type, by its name or by an abstract type that it belongs to. */
function makes(subgraph: Subgraph, typeName: string): boolean {
  const { schema } = subgraph;
  const made = schema.getType(typeName);
  return Object.values(schema.getTypeMap()).some(
    (type) =>
      isObjectType(type) &&
      Object.values(type.getFields()).some((field) => {
        if (field.name === '_entities') return false;
        const returned = getNamedType(field.type);
        return (
          returned === made || (isAbstractType(returned) && isObjectType(made) && schema.isSubType(returned, made))
        );
      }),
  );
}

/** The object that stands for `source` in the route's subgraph, or null where that subgraph does not know it. */
export function counterpartOf(route: Route, source: object, context: MergedContext, info: GraphQLResolveInfo): unknown {
  const { counterparts } = stateOf(context);
  let byRoute = counterparts.get(source);
  if (byRoute === undefined) counterparts.set(source, (byRoute = new Map()));
  const known = byRoute.get(route);
  if (known !== undefined) return known;
  const find = (representation: object): unknown => {
    if (!route.resolveReference) return representation;
    return route.resolveReference(representation, contextOf(context, route.subgraph), info) ?? null;
  };
  const representation = route.read(source, context, info);
  const counterpart = isPromise(representation)
    ? representation.then((read) => find(read as object))
    : find(representation);
  byRoute.set(route, counterpart);
  return counterpart;
}
