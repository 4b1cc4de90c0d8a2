import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import type { Formula } from './formula.ts';

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

  /** The cost of an input. @param variable what gives it; undefined if nothing does: its default counts */
  formula(input: Input, weight: number, variable: string | undefined): Formula {
    if (weight === 0 && !this.#weighs(input.type)) return 0;
    if (variable === undefined) return this.#cost(input.type, weight, input.defaultValue);
    return (values) => this.#cost(input.type, weight, values[variable]);
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
