import {
  isTypeDefinitionNode,
  Kind,
  parse,
  type ConstDirectiveNode,
  type ConstValueNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { OperatorError } from '../../platform/errors.ts';

/** What a field's `@cost` and `@listSize` say of it. */
export interface FieldDemand {
  /** What each of its objects costs, where it is not what its type does. */
  weight?: number;
  /** How many objects it brings where no slicing argument tells. */
  assumedSize?: number;
  /** The arguments that tell how many objects it brings: the greatest counts. */
  slicingArguments: readonly string[];
  /** The fields of its object that hold as many, such as `nodes` of a connection; its own list, where there are none. */
  sizedFields?: ReadonlySet<string>;
  /** What giving an argument costs. */
  argumentWeights: ReadonlyMap<string, number>;
}

/** The demand directives (`@cost`, `@listSize`) of a supergraph. */
export interface Weights {
  /** Of types, by name. */
  types: ReadonlyMap<string, number>;
  /** Of fields, by coordinate, such as `Query.establishments`. */
  fields: ReadonlyMap<string, FieldDemand>;
}

/** Reads the demand directives of a supergraph. Throws an `OperatorError` naming one that is not counted. */
export function readWeights(supergraph: string): Weights {
  const types = new Map<string, number>();
  const fields = new Map<string, FieldDemand>();
  for (const definition of parse(supergraph, { noLocation: true }).definitions) {
    if (!isTypeDefinitionNode(definition)) continue;
    const name = definition.name.value;
    const weight = weightOf(definition);
    if (weight !== undefined) types.set(name, weight);
    if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) refuseWeights(name, definition.fields);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const demand = demandOf(field);
      if (demand) fields.set(`${name}.${field.name.value}`, demand);
    }
  }
  return { types, fields };
}

function demandOf(field: FieldDefinitionNode): FieldDemand | undefined {
  const weight = weightOf(field);
  const size = argumentsOf(field, 'listSize');
  const argumentWeights = new Map<string, number>();
  for (const argument of field.arguments ?? []) {
    const given = weightOf(argument);
    if (given !== undefined) argumentWeights.set(argument.name.value, given);
  }
  if (weight === undefined && !size && argumentWeights.size === 0) return undefined;
  const assumedSize = size?.['assumedSize'];
  const sizedFields = textsOf(size?.['sizedFields']);
  return {
    ...(weight !== undefined && { weight }),
    ...(assumedSize?.kind === Kind.INT && { assumedSize: Number(assumedSize.value) }),
    slicingArguments: textsOf(size?.['slicingArguments']),
    ...(sizedFields.length > 0 && { sizedFields: new Set(sizedFields) }),
    argumentWeights,
  };
}

/** Costs that depend on what stands within an input object would have to be counted in each request's variables. */
function refuseWeights(type: string, fields: readonly InputValueDefinitionNode[] = []): void {
  const weighed = fields.find((field) => weightOf(field) !== undefined);
  if (weighed)
    throw new OperatorError(
      `@cost of "${type}.${weighed.name.value}" is not counted: give it to the argument instead.`,
    );
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

function textsOf(value: ConstValueNode | undefined): string[] {
  return value?.kind === Kind.LIST ? value.values.flatMap((item) => (item.kind === Kind.STRING ? item.value : [])) : [];
}
