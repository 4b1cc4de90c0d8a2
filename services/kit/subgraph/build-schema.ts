import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { isAbstractType, isInterfaceType, parse, type GraphQLInterfaceType, type GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage } from 'type-graphql';
import { guardFields } from '../../../platform/contract/access.ts';
import { Connection } from '../reading/connection.ts';
import { withFederation, type ReferenceResolver } from './federation.ts';
import { boundListArguments } from './list-arguments.ts';
import { giveListSizes } from './list-size.ts';
import { decodeNodeId } from '../reading/node-id.ts';
import type { Service } from '../service.ts';
import { readRequirements } from '../../../platform/contract/requirements.ts';
import { guardParties } from './parties.ts';
import { callResolversDirectly } from './resolvers.ts';
import { withWrites } from './writes.ts';

/** The federation features that the subgraphs use. */
const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize", "@requiresScopes"])`;

/** What the graph is, for readers of its schema: the same in all subgraphs. type-graphql has no place for it. */
const QUERY = `
The mesh of care that French hospitals weave across a territory: establishments of the FINESS register and how they are
bound (groupings, agreements), what they do (care units, imaging, laboratories, pharmacies, research, training), what
keeps them running (catering, laundry), and who depends on whom. Each fact names its source.

Lists are connections: \`first\` or \`last\` (20 unless given, at most 100), \`after\` or \`before\`, one \`where\`. Facts
that change have a half-open \`period\`, and \`asOf\` chooses a day. Ids are global: \`node(id)\` finds their objects.
Errors have a code in \`extensions.code\`.
`.trim();

/** The SDL and executable schema of a service. This is all that composition needs; it needs no database. */
export async function buildServiceSchema(service: Service): Promise<{ typeDefs: string; schema: GraphQLSchema }> {
  const entityTypes = service.modules.flatMap((module) => module.entityTypes);
  readPlainFields();
  const resolvers = service.modules.flatMap((module) => module.resolvers);
  const plain = await buildSchema({
    resolvers: resolvers as never,
    orphanedTypes: entityTypes.map((entity) => entity.type) as never,
    scalarsMap: [],
    validate: false,
    skipCheck: true,
  });
  plain.getQueryType()!.description = QUERY;
  const built = withWrites(plain, service.datasets ?? []);
  callResolversDirectly(built, resolvers);
  guardParties(built);
  giveListSizes(built);
  boundListArguments(built);
  for (const type of Object.values(built.getTypeMap()).filter(isInterfaceType)) unguardInterface(type);
  const typeDefs = `${federation}\n\n${printSchemaWithDirectives(built)}\n`;
  for (const type of Object.values(built.getTypeMap()).filter(isAbstractType)) {
    // Values of an abstract type name their type. type-graphql's own resolver would resolve in a later tick.
    type.resolveType = (value: { __typename: string }) => value.__typename;
  }
  const references = entityTypes.map(({ type, key, find }): [string, ReferenceResolver] => [
    type.name,
    (representation, context) => {
      const value = key === 'id' ? keyOf(type.name, representation[key]!) : representation[key]!;
      return value === null ? null : find(context, value);
    },
  ]);
  const schema = withFederation(built, typeDefs, new Map(references));
  // Guarded whichever engine executes it: a caller without the scopes is refused here.
  return { typeDefs, schema: guardFields(schema, readRequirements(parse(typeDefs))) };
}

/**
 * Makes fields without a resolver plain property reads, without type-graphql's wrapper around each. The properties of
 * lists are promises, which the compiler of operations expects only from resolvers.
 */
function readPlainFields(): void {
  for (const type of getMetadataStorage().objectTypes) {
    const isList = type.target === Connection || Object.prototype.isPrototypeOf.call(Connection, type.target);
    type.simpleResolvers ??= !isList;
  }
}

/** Removes the scopes of an interface's fields: routers derive them from the implementing types, and reject any others. */
function unguardInterface(type: GraphQLInterfaceType): void {
  for (const field of Object.values(type.getFields())) {
    if (!field.astNode?.directives) continue;
    const directives = field.astNode.directives.filter(({ name }) => name.value !== 'requiresScopes');
    field.astNode = { ...field.astNode, directives };
  }
}

/** The key within the global id of an object of a type; null for an invalid id, or one of another type. */
function keyOf(typename: string, id: string): string | null {
  const place = decodeNodeId(id);
  return place?.typename === typename ? place.key : null;
}
