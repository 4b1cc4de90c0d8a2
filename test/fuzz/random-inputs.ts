import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import { oneOf, shuffled } from '../bench/chance.ts';

/** Values that the data has, for the arguments and input fields of a name, or of a scalar type. */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** Values that hardly any argument expects, which are valid of their types. */
const STRANGE: Readonly<Record<string, readonly string[]>> = {
  Int: ['0', '-0', '-1', '2147483647', '1000'],
  Float: ['0', '-0.0', '1e300', '1e-400', '123456789012345678901234567890', '9007199254740993'],
  String: ['""', '"\\b\\f\\u0000"', '"\\"\\\\"', '"""\n  block "text"\n"""', '"é\\u2028😀"', '"%_"', '"constructor"'],
  ID: ['0', '12345678901234567890123', '"x"', '"RXN0YWJsaXNobWVudDo="', '""'],
  Date: ['"2026-02-30"', '"0000-01-01"', '"2026-01-01"', '"9999-12-31"'],
  Boolean: ['true', 'false'],
};

/** Writes random values of input types, as literals. */
export class RandomInputs {
  readonly #known: KnownValues;
  readonly #random: () => number;

  constructor(known: KnownValues, random: () => number) {
    this.#known = known;
    this.#random = random;
  }

  /** @param name of the argument or input field */
  literal(name: string, type: GraphQLInputType, depth = 0): string {
    if (!isNonNullType(type) && this.#random() < 0.04) return 'null';
    const plain = getNullableType(type) as GraphQLInputType;
    if (isListType(plain)) return this.#list(name, plain.ofType as GraphQLInputType, depth);
    if (isEnumType(plain)) return oneOf(plain.getValues(), this.#random).name;
    if (isInputObjectType(plain)) {
      const fields = Object.values(plain.getFields()).filter(
        (field) => depth < 2 || !isInputObjectType(getNamedType(field.type)),
      );
      const required = fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
      const others = fields.filter((field) => !required.includes(field));
      const wanted = plain.isOneOf ? 1 : Math.floor(this.#random() * 3);
      const given = [...required, ...shuffled(others, this.#random, required.length > 0 && plain.isOneOf ? 0 : wanted)];
      return `{ ${given.map((field) => `${field.name}: ${this.literal(field.name, field.type, depth + 1)}`).join(', ')} }`;
    }
    return this.#scalar(name, getNamedType(plain).name);
  }

  #list(name: string, item: GraphQLInputType, depth: number): string {
    // A value stands for a list of itself.
    if (this.#random() < 0.1) return this.literal(name, item, depth);
    const length = Math.floor(this.#random() * 4);
    return `[${[...new Set(Array.from({ length }, () => this.literal(name, item, depth)))].join(', ')}]`;
  }

  #scalar(name: string, typeName: string): string {
    const strange = STRANGE[typeName];
    if (strange && this.#random() < 0.06) return oneOf(strange, this.#random);
    const known = this.#known[name] ?? this.#known[typeName];
    if (known?.length) return JSON.stringify(oneOf(known, this.#random));
    return strange ? oneOf(strange, this.#random) : '"2024-03-01"';
  }
}
