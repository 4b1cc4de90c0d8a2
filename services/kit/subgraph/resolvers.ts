import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { DecoratedClass } from '../service.ts';

type Metadata = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];
type Parameter = NonNullable<Metadata['params']>[number];
type Resolver = GraphQLFieldResolver<unknown, unknown>;

/**
 * Makes the fields of a schema call their resolver methods directly. type-graphql's own path sorts the parameters, and
 * copies arguments and objects into instances of their classes, on every call: in lists of lists that costs more than
 * the method itself. Subscriptions keep type-graphql's resolvers.
 */
export function callResolversDirectly(schema: GraphQLSchema, resolvers: readonly DecoratedClass[]): void {
  const { fieldResolvers, queries, mutations, objectTypes } = getMetadataStorage();
  const instances = new Map<unknown, object>();
  const direct = (
    typeName: string | undefined,
    metadata: Pick<Metadata, 'target' | 'schemaName' | 'methodName' | 'params'>,
  ) => {
    const type = schema.getType(typeName ?? '');
    const field = isObjectType(type) ? type.getFields()[metadata.schemaName] : undefined;
    if (!field || !resolvers.includes(metadata.target as never)) return;
    const { target } = metadata;
    if (!instances.has(target)) instances.set(target, new (target as new () => object)());
    field.resolve = methodOf(instances.get(target)!, metadata.methodName, metadata.params ?? []);
  };
  for (const metadata of fieldResolvers) {
    const target = metadata.kind === 'external' ? metadata.getObjectType?.() : undefined;
    if (target) direct(objectTypes.find((type) => type.target === target)?.name, metadata);
  }
  for (const metadata of queries) direct(schema.getQueryType()?.name, metadata);
  for (const metadata of mutations) direct(schema.getMutationType()?.name, metadata);
}

function methodOf(instance: object, name: string, parameters: readonly Parameter[]): Resolver {
  const method = (instance as Record<string, (...values: unknown[]) => unknown>)[name]!;
  const readers = parameters.toSorted((one, other) => one.index - other.index).map(readerOf);
  return (source, args, context, info) =>
    method.apply(
      instance,
      readers.map((read) => read(source, args, context, info)),
    );
}

/** How a parameter of a method is read from the arguments of a field's resolver. */
function readerOf(parameter: Parameter): Resolver {
  switch (parameter.kind) {
    case 'root':
      return (source) => source;
    case 'args':
      return (_source, args) => args;
    case 'arg':
      return (_source, args) => (args as Record<string, unknown>)[parameter.name];
    case 'context':
      return (_source, _args, context) => context;
    case 'info':
      return (_source, _args, _context, info) => info;
    default:
      throw new TypeError(`${parameter.methodName} has a parameter of an unsupported kind.`);
  }
}
