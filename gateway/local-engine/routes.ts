import { getNamedType, isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { keyReader, type KeyReader } from './keys.ts';
import { contextOf, isPromise, stateOf } from './request.ts';
import type { RequestScope, Subgraph } from './subgraph.ts';
import type { TypeJoins } from './supergraph.ts';
import { UnsupportedSupergraph } from './unsupported-supergraph.ts';

type ResolveReference = (reference: object, context: object, info: GraphQLResolveInfo) => unknown;

/** The route from the objects that one subgraph makes of a type to their counterparts in another. */
export interface Route {
  to: string;
  subgraph: Subgraph;
  read: KeyReader;
  resolveReference: ResolveReference | undefined;
}

/**
 * The routes between the subgraphs of one merged schema. The fields of a type share them, so that an object's counterpart
 * is loaded once for all of its fields.
 */
export class Routes {
  readonly #subgraphs: ReadonlyMap<string, Subgraph>;
  readonly #known = new Map<string, Route | undefined>();

  constructor(subgraphs: ReadonlyMap<string, Subgraph>) {
    this.#subgraphs = subgraphs;
  }

  /**
   * The route from each subgraph that makes objects of a type, and does not own the field, to the first owner that it
   * shares a key with.
   * @throws UnsupportedSupergraph if a subgraph shares no key with any owner
   */
  to(owners: readonly string[], coordinate: { type: string; field: string }, joins: TypeJoins): Map<string, Route> {
    const routes = new Map<string, Route>();
    for (const maker of joins.graphs) {
      if (owners.includes(maker) || !makes(this.#subgraphs.get(maker)!, coordinate.type)) continue;
      const route = owners.map((to) => this.#between(coordinate.type, joins, maker, to)).find(Boolean);
      if (route === undefined) {
        throw new UnsupportedSupergraph(
          `The local engine cannot resolve "${coordinate.type}.${coordinate.field}" of subgraph "${owners.join('", "')}" ` +
            `on an object of subgraph "${maker}", which has none of its keys.`,
        );
      }
      routes.set(maker, route);
    }
    return routes;
  }

  #between(typeName: string, joins: TypeJoins, from: string, to: string): Route | undefined {
    const key = `${typeName} ${from} ${to}`;
    if (!this.#known.has(key)) {
      const read = keyReader(typeName, joins, this.#subgraphs.get(from)!, to);
      this.#known.set(key, read && routeTo(this.#subgraphs.get(to)!, typeName, read));
    }
    return this.#known.get(key);
  }
}

function routeTo(subgraph: Subgraph, typeName: string, read: KeyReader): Route {
  const type = subgraph.schema.getType(typeName) as GraphQLObjectType;
  return { to: subgraph.name, subgraph, read, resolveReference: referenceResolverOf(type) };
}

/** Where `@apollo/subgraph` keeps `__resolveReference`. */
function referenceResolverOf(type: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = type.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  return apollo?.subgraph?.resolveReference;
}

/** Whether a field of the subgraph returns objects of the type, by its name or by an abstract type that includes it. */
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

/** The counterpart of an object in the route's subgraph, or null if that subgraph does not know the object. */
export function counterpartOf(route: Route, source: object, context: RequestScope, info: GraphQLResolveInfo): unknown {
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
