import {
  isTypeDefinitionNode,
  Kind,
  parse,
  type ConstDirectiveNode,
  type ConstValueNode,
  type FieldDefinitionNode,
} from 'graphql';

/** The `@cost` and `@listSize` of a field. */
export interface FieldDemand {
  /** What each of its objects costs; defaults to the weight of its type. */
  weight?: number;
  /** How many objects it returns if no slicing argument is given. */
  assumedSize?: number;
  /** The arguments that limit how many objects it returns: the greatest counts. */
  slicingArguments: readonly string[];
  /** The fields of its object that hold as many, such as `nodes` of a connection; defaults to the field's own list. */
  sizedFields?: ReadonlySet<string>;
  /** What each argument costs if it is given, or each value of a list. */
  argumentWeights: ReadonlyMap<string, number>;
}

/** The demand directives (`@cost`, `@listSize`) of a supergraph. */
export interface Weights {
  /** The weights of types, by name. */
  types: ReadonlyMap<string, number>;
  /** The demands of fields, by coordinate, such as `Query.establishments`. */
  fields: ReadonlyMap<string, FieldDemand>;
  /** The weights of input fields, by coordinate, such as `EstablishmentWhere.near`. */
  inputFields: ReadonlyMap<string, number>;
}

/** Reads the demand directives of a supergraph. */
export function readWeights(supergraph: string): Weights {
  const types = new Map<string, number>();
  const fields = new Map<string, FieldDemand>();
  const inputFields = new Map<string, number>();
  for (const definition of parse(supergraph, { noLocation: true }).definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const name = definition.name.value;
    const weight = weightOf(definition);
    if (weight !== undefined) types.set(name, weight);
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) {
        const fieldWeight = weightOf(field);
        if (fieldWeight !== undefined) inputFields.set(`${name}.${field.name.value}`, fieldWeight);
      }
    }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const demand = demandOf(field);
      if (demand) fields.set(`${name}.${field.name.value}`, demand);
    }
  }
  return { types, fields, inputFields };
}

function demandOf(field: FieldDefinitionNode): FieldDemand | undefined {
  const weight = weightOf(field);
  const size = argumentsOf(field, 'listSize');
  const argumentWeights = new Map<string, number>();
  for (const argument of field.arguments ?? []) {
    const argumentWeight = weightOf(argument);
    if (argumentWeight !== undefined) argumentWeights.set(argument.name.value, argumentWeight);
  }
  if (weight === undefined && !size && argumentWeights.size === 0) return undefined;
  const assumedSize = size?.['assumedSize'];
  const sizedFields = stringsOf(size?.['sizedFields']);
  return {
    ...(weight !== undefined && { weight }),
    ...(assumedSize?.kind === Kind.INT && { assumedSize: Number(assumedSize.value) }),
    slicingArguments: stringsOf(size?.['slicingArguments']),
    ...(sizedFields.length > 0 && { sizedFields: new Set(sizedFields) }),
    argumentWeights,
  };
}

function weightOf(node: { directives?: readonly ConstDirectiveNode[] }): number | undefined {
  const weight = argumentsOf(node, 'cost')?.['weight'];
  return weight?.kind === Kind.INT ? Number(weight.value) : undefined;
}

function argumentsOf(
  node: { directives?: readonly ConstDirectiveNode[] },
  name: string,
): Record<string, ConstValueNode> | undefined {
  const found = node.directives?.find((directive) => directive.name.value === name);
  return found && Object.fromEntries((found.arguments ?? []).map((argument) => [argument.name.value, argument.value]));
}

function stringsOf(value: ConstValueNode | undefined): string[] {
  return value?.kind === Kind.LIST ? value.values.flatMap((item) => (item.kind === Kind.STRING ? item.value : [])) : [];
}
