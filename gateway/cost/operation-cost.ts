import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { introspectionDemands } from './introspection.ts';
import { greatest, product, sum, where, within, type Formula } from './formula.ts';
import { InputCosts } from './input-cost.ts';
import { RequestValues } from './values.ts';
import type { FieldDemand, Weights } from './weights.ts';

/** The assumed length of a list whose field has no `@listSize`. */
const UNKNOWN_LIST = 10;
const MUTATION = 10;
const META_FIELDS: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);
const PLAIN: FieldDemand = { slicingArguments: [], argumentWeights: new Map() };

/** What selections are measured with. */
interface Measuring {
  schema: GraphQLSchema;
  weights: Weights;
  values: RequestValues;
  inputs: InputCosts;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The formulas of fragments, by name and by the sized fields around them. */
  known: Map<string, Formula>;
}

/**
 * The maximum cost of an operation, as federation's demand control counts it (IBM's cost specification): an object
 * costs 1 or its `@cost`, a leaf nothing, a list the cost of one object times its `@listSize`, a mutation 10. The
 * document must be valid.
 */
export function costFormula(
  schema: GraphQLSchema,
  weights: Weights,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Formula {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const values = new RequestValues(operation);
  const inputs = new InputCosts(weights.inputFields);
  const measuring: Measuring = { schema, weights, values, inputs, fragments, known: new Map() };
  const root = schema.getRootType(operation.operation);
  const cost = root ? selectionCost(measuring, operation.selectionSet, root, undefined) : 0;
  return operation.operation === 'mutation' ? sum([MUTATION, cost]) : cost;
}

/** @param sized the fields that hold as many objects as the page around them */
function selectionCost(
  measuring: Measuring,
  { selections }: SelectionSetNode,
  type: GraphQLNamedType,
  sized: ReadonlySet<string> | undefined,
): Formula {
  const costs = selections.map((selection) =>
    where(partCost(measuring, selection, type, sized), measuring.values.condition(selection)),
  );
  return sum(costs);
}

function partCost(
  measuring: Measuring,
  selection: SelectionNode,
  type: GraphQLNamedType,
  sized: ReadonlySet<string> | undefined,
): Formula {
  if (selection.kind === Kind.FIELD) return fieldCost(measuring, selection, type, sized);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentCost(measuring, selection.name.value, sized);
  const condition = selection.typeCondition && measuring.schema.getType(selection.typeCondition.name.value);
  return selectionCost(measuring, selection.selectionSet, condition ?? type, sized);
}

/** Measures each fragment once for each set of sized fields that it is used in. */
function fragmentCost(measuring: Measuring, name: string, sized: ReadonlySet<string> | undefined): Formula {
  const key = [name, ...(sized ?? [])].join(' ');
  let cost = measuring.known.get(key);
  if (cost === undefined) {
    const { typeCondition, selectionSet } = measuring.fragments.get(name)!;
    cost = selectionCost(measuring, selectionSet, measuring.schema.getType(typeCondition.name.value)!, sized);
    measuring.known.set(key, cost);
  }
  return cost;
}

function fieldCost(
  measuring: Measuring,
  node: FieldNode,
  type: GraphQLNamedType,
  sized: ReadonlySet<string> | undefined,
): Formula {
  const name = node.name.value;
  const field =
    META_FIELDS.get(name) ?? (isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined);
  if (!field) return 0;
  const { schema, weights, values } = measuring;
  const coordinate = `${type.name}.${name}`;
  const demand = weights.fields.get(coordinate) ?? introspectionDemands(schema).get(coordinate) ?? PLAIN;
  const named = getNamedType(field.type);
  const own = demand.weight ?? weights.types.get(named.name) ?? (isCompositeType(named) ? 1 : 0);
  const size = sizeOf(values, node, field, demand);
  const inner = node.selectionSet ? selectionCost(measuring, node.selectionSet, named, demand.sizedFields) : 0;
  const one = sum([own, demand.sizedFields ? within(inner, size) : inner]);
  return sum([product(countOf(name, field, sized, size), one), argumentsCost(measuring, node, field, demand)]);
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
  values: RequestValues,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { slicingArguments, assumedSize = UNKNOWN_LIST }: FieldDemand,
): Formula {
  const sizes = slicingArguments.map((name) => {
    const argument = node.arguments?.find((each) => each.name.value === name);
    return values.number(argument?.value, field.args.find((each) => each.name === name)?.defaultValue);
  });
  return greatest(sizes, assumedSize);
}

function argumentsCost(
  { inputs, values }: Measuring,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { argumentWeights }: FieldDemand,
): Formula {
  return sum(
    field.args.map((argument) => {
      const given = node.arguments?.find(({ name }) => name.value === argument.name);
      return inputs.formula(argument, argumentWeights.get(argument.name) ?? 0, given?.value, values);
    }),
  );
}
