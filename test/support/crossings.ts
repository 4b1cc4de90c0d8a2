import { getNamedType, isInterfaceType, isObjectType, type ConstDirectiveNode, type GraphQLField } from 'graphql';
import { buildASTSchema, parse } from 'graphql';

/** A field at which a question passes from one service to another. */
export interface Crossing {
  type: string;
  field: GraphQLField<unknown, unknown>;
}

/**
 * The fields of a supergraph that another service may have to answer than the one that answered the object around them:
 * those at the root, those that a service adds to another's type, and those whose type is another service's.
 */
export function crossings(supergraph: string): Crossing[] {
  const schema = buildASTSchema(parse(supergraph), { assumeValid: true });
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const homes = new Map(
    types.map((type) => [type.name, homeOf(type.astNode?.directives ?? [], Object.values(type.getFields()))]),
  );
  return types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const [own, ...others] = graphsOf(field);
      const owner = others.length > 0 ? undefined : (own ?? homes.get(type.name));
      const target = homes.get(getNamedType(field.type).name);
      const isAdded = own !== undefined && owner === own && homes.get(type.name) !== own;
      const leads = owner !== undefined && target !== undefined && owner !== target;
      return type === schema.getQueryType() || isAdded || leads ? [{ type: type.name, field }] : [];
    }),
  );
}

/** The service that a type is of: the only one that has it, the only one that says which interface it has, or the one that has most of its fields. */
function homeOf(
  directives: readonly ConstDirectiveNode[],
  fields: GraphQLField<unknown, unknown>[],
): string | undefined {
  const [first, ...others] = new Set(directives.filter(isNamed('join__type')).map(graphOf));
  if (others.length === 0) return first;
  const [implementing, ...more] = new Set(directives.filter(isNamed('join__implements')).map(graphOf));
  if (implementing && more.length === 0) return implementing;
  const counts = new Map<string, number>();
  for (const graph of fields.flatMap(graphsOf)) counts.set(graph, (counts.get(graph) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

/** The services that a field is said to be of; none where every service of its type has it. */
const graphsOf = (field: GraphQLField<unknown, unknown>): string[] =>
  (field.astNode?.directives ?? []).filter(isNamed('join__field')).flatMap((directive) => graphOf(directive) ?? []);

const isNamed =
  (name: string) =>
  (directive: ConstDirectiveNode): boolean =>
    directive.name.value === name;

function graphOf({ arguments: given }: ConstDirectiveNode): string | undefined {
  const value = given?.find(({ name }) => name.value === 'graph')?.value;
  return value && 'value' in value ? String(value.value) : undefined;
}
