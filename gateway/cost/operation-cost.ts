import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { introspectionDemands } from './introspection.ts';
import { greatest, most, product, sum, within, type Formula, type Values } from './formula.ts';
import { InputCosts } from './input-cost.ts';
import type { FieldDemand, Weights } from './weights.ts';

/** The assumed length of a list whose field has no `@listSize`. */
const UNKNOWN_LIST = 10;
const MUTATION = 10;
/** What each value costs of a list that a mutation is given, such as a row to write. */
const ROW = 1;
/**
 * What a statement of the database costs, in objects. Lists and references of many objects are read together: each field
 * that has objects needs one statement, however many objects are around it.
 */
const STATEMENT = 200;
const META_FIELDS: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);
const PLAIN: FieldDemand = { slicingArguments: [], argumentWeights: new Map() };

/** What fields cost: for each object around them, and in all, however many there are. */
interface Cost {
  each: Formula;
  once: Formula;
}

/** What selections are measured with. */
interface Measuring {
  schema: GraphQLSchema;
  weights: Weights;
  inputs: InputCosts;
}

/**
 * The maximum cost of an operation, as federation's demand control counts it (IBM's cost specification): an object
 * costs 1 or its `@cost`, a leaf nothing, a list the cost of one object times its `@listSize`, a mutation 10 and 1 for each value of a list that it is given. Unlike
 * there, what one statement does for all objects counts once: the statement itself, its arguments, and what a connection
 * computes beside its page, such as a count.
 * @param operation valid, without conditions and with fragments of object types alone; each of its arguments is a
 * variable without a default
 */
export function costFormula(schema: GraphQLSchema, weights: Weights, operation: OperationDefinitionNode): Formula {
  const measuring: Measuring = { schema, weights, inputs: new InputCosts(weights.inputFields) };
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const { each, once } = selectionCost(measuring, operation.selectionSet, root, undefined);
  return sum([operation.operation === 'mutation' ? MUTATION : 0, each, once]);
}

/**
 * Fields of the object, and those of its most expensive type.
 * @param sized the fields that hold as many objects as the page around them; undefined outside a connection
 */
function selectionCost(
  measuring: Measuring,
  { selections }: SelectionSetNode,
  type: GraphQLNamedType,
  sized: ReadonlySet<string> | undefined,
): Cost {
  const costs: Cost[] = [];
  const byType = new Map<string, Formula[]>();
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) costs.push(fieldCost(measuring, selection, type, sized));
    if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
    const object = measuring.schema.getType(selection.typeCondition!.name.value)!;
    const { each, once } = selectionCost(measuring, selection.selectionSet, object, sized);
    byType.set(object.name, [...(byType.get(object.name) ?? []), each]);
    // A list may have objects of all types, with statements for each.
    costs.push({ each: 0, once });
  }
  return {
    each: sum([...costs.map(({ each }) => each), most([...byType.values()].map(sum))]),
    once: sum(costs.map(({ once }) => once)),
  };
}

function fieldCost(
  measuring: Measuring,
  node: FieldNode,
  type: GraphQLNamedType,
  sized: ReadonlySet<string> | undefined,
): Cost {
  const name = node.name.value;
  const field =
    META_FIELDS.get(name) ?? (isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined);
  if (!field) return { each: 0, once: 0 };
  const { schema, weights } = measuring;
  const coordinate = `${type.name}.${name}`;
  const demand = weights.fields.get(coordinate) ?? introspectionDemands(schema).get(coordinate) ?? PLAIN;
  const named = getNamedType(field.type);
  const own = demand.weight ?? weights.types.get(named.name) ?? (isCompositeType(named) ? 1 : 0);
  const given = argumentsCost(
    measuring,
    node,
    field,
    type === schema.getMutationType() ? withRows(demand, field) : demand,
  );
  if (!node.selectionSet) return sized ? { each: 0, once: sum([own, given]) } : { each: own, once: given };
  const size = sizeOf(node, field, demand);
  const inner = selectionCost(measuring, node.selectionSet, named, demand.sizedFields);
  const one = sum([own, demand.sizedFields ? within(inner.each, size) : inner.each]);
  const isRead = own > 0 && !sized?.has(name) && weights.types.get(type.name) !== 0 && !isIntrospectionType(named);
  return {
    each: product(countOf(name, field, sized, size), one),
    once: sum([isRead ? STATEMENT : 0, inner.once, given]),
  };
}

/** How many objects the field itself returns: its page applies to the lists within it, not to the field. */
function countOf(
  name: string,
  field: GraphQLField<unknown, unknown>,
  sized: ReadonlySet<string> | undefined,
  size: Formula,
): Formula {
  if (!isListType(getNullableType(field.type))) return 1;
  return sized?.has(name) ? (_, page) => page : size;
}

function sizeOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { slicingArguments, assumedSize = UNKNOWN_LIST }: FieldDemand,
): Formula {
  const sizes = slicingArguments.map((name) => {
    const variable = variableOf(node, name);
    const initial = field.args.find((each) => each.name === name)?.defaultValue;
    return variable === undefined ? numberOf(initial) : (values: Values) => numberOf(values[variable]);
  });
  return greatest(sizes, assumedSize);
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The demand of a root field of a mutation, whose work grows with the lists that it is given. */
function withRows(demand: FieldDemand, { args }: GraphQLField<unknown, unknown>): FieldDemand {
  const lists = args.filter(({ type }) => isListType(getNullableType(type)));
  const rows = lists.map(({ name }): [string, number] => [name, demand.argumentWeights.get(name) ?? ROW]);
  return { ...demand, argumentWeights: new Map([...demand.argumentWeights, ...rows]) };
}

function argumentsCost(
  { inputs }: Measuring,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { argumentWeights }: FieldDemand,
): Formula {
  return sum(
    field.args.map((argument) =>
      inputs.formula(argument, argumentWeights.get(argument.name) ?? 0, variableOf(node, argument.name)),
    ),
  );
}

/** The variable that gives an argument; undefined if the operation does not give it. */
function variableOf(node: FieldNode, argument: string): string | undefined {
  const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined;
}
