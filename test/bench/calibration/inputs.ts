import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
} from 'graphql';
import { oneOf, shuffled } from '../chance.ts';
import type { Values } from './values.ts';

export type Input = GraphQLArgument | GraphQLInputField;

/** Writes random values of arguments and conditions, most of which the database has. */
export class RandomInputs {
  readonly #values: Values;
  readonly #random: () => number;

  constructor(values: Values, random: () => number) {
    this.#values = values;
    this.#random = random;
  }

  /** A value of an argument or input field. @param most the conditions of a `where`, at most */
  input({ name, type }: Input, most: number): string {
    const plain = getNullableType(type);
    if (isListType(plain)) return this.#list(name, plain.ofType as GraphQLInputType, most);
    const named = getNamedType(type);
    if (isInputObjectType(named)) return this.#object(named.name, name, Object.values(named.getFields()), most);
    if (isEnumType(named)) return oneOf(named.getValues(), this.#random).name;
    return this.#scalar(name, named.name);
  }

  #list(name: string, item: GraphQLInputType, most: number): string {
    const named = getNamedType(item);
    if (isEnumType(named)) {
      const names = named.getValues().map((value) => value.name);
      const some = shuffled(names, this.#random, name === 'groupBy' ? this.#upTo(3) : this.#upTo(names.length));
      return `[${some.join(' ')}]`;
    }
    if (name === 'orderBy') return `[${this.input({ name, type: named } as Input, most)}]`;
    if (isInputObjectType(named)) {
      const parts = Array.from({ length: this.#upTo(most) }, () => this.input({ name, type: named } as Input, 1));
      return `[${[...new Set(parts)].join(' ')}]`;
    }
    const values = Array.from({ length: this.#upTo(8) }, () => this.#scalar(name, named.name));
    return `[${[...new Set(values)].join(' ')}]`;
  }

  #object(typeName: string, name: string, fields: GraphQLInputField[], most: number): string {
    if (typeName === 'StringFilter') return this.#text(name);
    if (typeName === 'IntFilter') return `{ gte: ${this.#upTo(10)} }`;
    if (typeName === 'DateFilter') return `{ gte: "${1950 + this.#upTo(70)}-01-01" }`;
    if (typeName === 'NearFilter') {
      const [latitude, longitude] = [43 + this.#random() * 8, -1 + this.#random() * 8];
      const radius = 10 ** (1.5 + this.#random() * 1.8);
      return `{ latitude: ${latitude.toFixed(3)}, longitude: ${longitude.toFixed(3)}, radiusKm: ${radius.toFixed(1)} }`;
    }
    const required = fields.filter(({ type }) => isNonNullType(type));
    const optional = fields.filter((field) => !isNonNullType(field.type) && (most > 1 || !isConnective(field)));
    const some = shuffled(optional, this.#random, this.#upTo(Math.min(most, 3)));
    const wanted = typeName.endsWith('Order') ? required : [...required, ...some];
    return `{ ${wanted.map((field) => `${field.name}: ${this.input(field, isConnective(field) ? most : 1)}`).join(', ')} }`;
  }

  #text(name: string): string {
    const value = (): string => this.#scalar(name, 'String');
    if (name === 'name' || name === 'title' || this.#chance(0.15)) {
      const word = oneOf(
        this.#values.words.filter(({ length }) => length > 2),
        this.#random,
      );
      return `{ ${this.#chance(0.8) ? 'contains' : 'startsWith'}: "${word.slice(0, 1 + this.#upTo(3))}" }`;
    }
    return this.#chance(0.5)
      ? `{ eq: ${value()} }`
      : `{ in: [${[...new Set(Array.from({ length: this.#upTo(20) }, value))].join(' ')}] }`;
  }

  #scalar(name: string, typeName: string): string {
    const { finess, hospitals, words, categories, territories, ids } = this.#values;
    if (typeName === 'Int')
      return name === 'years' || name === 'year' ? oneOf(['2023', '2024'], this.#random) : this.#number(name);
    if (typeName === 'Float') return String(this.#upTo(500));
    if (typeName === 'Boolean') return String(this.#chance(0.5));
    if (typeName === 'Date') return `"20${10 + this.#upTo(16)}-03-01"`;
    if (typeName === 'ID') return JSON.stringify(oneOf(ids, this.#random));
    if (name === 'search') {
      const some = Array.from({ length: this.#upTo(4) }, () => oneOf(words, this.#random).slice(0, this.#upTo(8)));
      return JSON.stringify(some.join(' '));
    }
    if (name === 'category') return JSON.stringify(oneOf(categories, this.#random));
    if (/territor/.test(name)) return JSON.stringify(oneOf(territories, this.#random));
    return JSON.stringify(oneOf(this.#chance(0.6) ? hospitals : finess, this.#random));
  }

  #number(name: string): string {
    return String(this.#upTo(name === 'maxDepth' || name === 'depth' ? 6 : 50));
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }
}

const isConnective = ({ name }: { name: string }): boolean => ['AND', 'OR', 'NOT'].includes(name);
