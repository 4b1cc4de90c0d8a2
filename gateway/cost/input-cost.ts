import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  valueFromASTUntyped,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import { sum, type Formula } from './formula.ts';
import type { RequestValues } from './values.ts';

/** An argument or an input field. */
export type Input = Pick<GraphQLArgument | GraphQLInputField, 'type' | 'defaultValue'>;

/**
 * The cost of the values that inputs are given: an input with `@cost` costs its weight, a list that of each of its
 * values, and an input object the costs of its fields. Null costs nothing.
 */
export class InputCosts {
  readonly #weights: ReadonlyMap<string, number>;
  readonly #isWeighed = new Map<GraphQLInputObjectType, boolean>();

  /** @param weights the weights of input fields, by coordinate, such as `EstablishmentWhere.near` */
  constructor(weights: ReadonlyMap<string, number>) {
    this.#weights = weights;
  }

  /**
   * The cost of what a document gives an input.
   * @param node undefined if the document does not give it: its default counts
   */
  formula(input: Input, weight: number, node: ValueNode | undefined, values: RequestValues): Formula {
    if (weight === 0 && !this.#weighs(input.type)) return 0;
    if (node === undefined) return this.#cost(input.type, weight, input.defaultValue);
    if (node.kind === Kind.VARIABLE) {
      const read = values.variable(node.name.value);
      return (given) => {
        const value = read(given);
        return this.#cost(input.type, weight, value === undefined ? input.defaultValue : value);
      };
    }
    return this.#literal(input.type, weight, node, values);
  }

  #literal(type: GraphQLInputType, weight: number, node: ValueNode, values: RequestValues): Formula {
    if (node.kind === Kind.NULL) return 0;
    const plain = getNullableType(type);
    if (isListType(plain)) {
      const items = node.kind === Kind.LIST ? node.values : [node];
      return sum(items.map((item) => this.formula({ type: plain.ofType, defaultValue: null }, weight, item, values)));
    }
    if (!isInputObjectType(plain) || node.kind !== Kind.OBJECT) {
      return this.#cost(type, weight, valueFromASTUntyped(node));
    }
    const fields = Object.values(plain.getFields()).map((field) => {
      const given = node.fields.find(({ name }) => name.value === field.name);
      return this.formula(field, this.#weightOf(plain, field.name), given?.value, values);
    });
    return sum([weight, ...fields]);
  }

  #cost(type: GraphQLInputType, weight: number, value: unknown): number {
    if (value === null || value === undefined) return 0;
    const plain = getNullableType(type);
    if (isListType(plain)) {
      const items = Array.isArray(value) ? value : [value];
      if (!this.#weighs(plain.ofType)) return weight * items.length;
      return items.reduce<number>((total, item) => total + this.#cost(plain.ofType, weight, item), 0);
    }
    if (!isInputObjectType(plain) || !this.#weighs(plain)) return weight;
    return Object.entries(value).reduce((total, [name, given]) => {
      const field = plain.getFields()[name];
      return field ? total + this.#cost(field.type, this.#weightOf(plain, name), given) : total;
    }, weight);
  }

  #weightOf(type: GraphQLInputObjectType, field: string): number {
    return this.#weights.get(`${type.name}.${field}`) ?? 0;
  }

  /** Whether a value of a type can cost anything. */
  #weighs(type: GraphQLInputType): boolean {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return false;
    let weighs = this.#isWeighed.get(named);
    if (weighs === undefined) {
      weighs = [...reachable(named)].some((each) =>
        Object.keys(each.getFields()).some((field) => this.#weightOf(each, field) > 0),
      );
      this.#isWeighed.set(named, weighs);
    }
    return weighs;
  }
}

/** An input object type and those within it. */
function reachable(type: GraphQLInputObjectType, found = new Set<GraphQLInputObjectType>()): typeof found {
  if (found.has(type)) return found;
  found.add(type);
  for (const field of Object.values(type.getFields())) {
    const named = getNamedType(field.type);
    if (isInputObjectType(named)) reachable(named, found);
  }
  return found;
}
