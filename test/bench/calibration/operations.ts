import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { oneOf, shuffled } from '../chance.ts';
import type { Values } from './values.ts';

type Input = GraphQLArgument | GraphQLInputField;

/** Writes random operations over a schema that ask about values that are there. */
export class RandomOperations {
  readonly #schema: GraphQLSchema;
  readonly #values: Values;
  readonly #random: () => number;

  constructor(schema: GraphQLSchema, values: Values, random: () => number) {
    this.#schema = schema;
    this.#values = values;
    this.#random = random;
  }

  /** The root fields that return lists, or figures over them. */
  get roots(): GraphQLField<unknown, unknown>[] {
    const { node: _, ...fields } = this.#schema.getQueryType()!.getFields();
    return Object.values(fields);
  }

  /** A document that asks for one root field. @param most the conditions of its `where`, at most */
  document(root: GraphQLField<unknown, unknown>, most: number): string {
    return `{ ${this.#field(root, 0, most)} }`;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #upTo(most: number): number {
    return 1 + Math.floor(this.#random() * most);
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, most: number): string {
    const given = field.args
      .filter((argument) => isNonNullType(argument.type) || this.#isWanted(argument, depth))
      .map(
        (argument) =>
          `${argument.name}: ${argument.name === 'first' ? this.#pageSize(depth) : this.#input(argument, most)}`,
      );
    const written = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
    const type = getNamedType(field.type);
    return isLeafType(type) ? written : `${written} ${this.#selection(type, depth)}`;
  }

  #isWanted({ name, type }: Input, depth: number): boolean {
    if (['after', 'before', 'last', 'asOf', 'year'].includes(name)) return false;
    if (name === 'first') return depth > 0 || this.#chance(0.8);
    if (name === 'where') return this.#chance(depth === 0 ? 0.85 : 0.2);
    return this.#chance(isListType(getNullableType(type)) ? 0.3 : 0.2);
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type)) return isInterfaceType(type) ? '{ id }' : '{ __typename }';
    const fields = Object.values(type.getFields());
    if ('pageInfo' in type.getFields()) {
      const counts = fields.filter(({ name }) => !['edges', 'nodes', 'pageInfo'].includes(name));
      const figures = counts.filter(() => this.#chance(0.25)).map((field) => this.#field(field, depth + 1, 1));
      const item = getNamedType(type.getFields()['nodes']!.type);
      return `{ ${[...figures, `nodes ${this.#selection(item, depth + 1)}`].join(' ')} }`;
    }
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)) && field.args.length === 0);
    const others = fields.filter((field) => !isLeafType(getNamedType(field.type)));
    const nested = depth > 2 ? [] : shuffled(others, this.#random, Math.floor(this.#random() * (depth > 1 ? 2 : 3)));
    const wanted = [...shuffled(leaves, this.#random, this.#upTo(4)), ...nested];
    return `{ ${wanted.length > 0 ? wanted.map((field) => this.#field(field, depth + 1, 2)).join(' ') : '__typename'} }`;
  }

  #input({ name, type }: Input, most: number): string {
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
    if (name === 'orderBy') return `[${this.#input({ name, type: named } as Input, most)}]`;
    if (isInputObjectType(named)) {
      const parts = Array.from({ length: this.#upTo(most) }, () => this.#input({ name, type: named } as Input, 1));
      return `[${[...new Set(parts)].join(' ')}]`;
    }
    const values = Array.from({ length: this.#upTo(8) }, () => this.#scalar(name, named.name));
    return `[${[...new Set(values)].join(' ')}]`;
  }

  #object(typeName: string, name: string, fields: GraphQLInputField[], most: number): string {
    if (typeName === 'StringFilter') return this.#text(name);
    if (typeName === 'IntFilter') return `{ gte: ${this.#upTo(60)} }`;
    if (typeName === 'DateFilter') return `{ gte: "${1950 + this.#upTo(70)}-01-01" }`;
    if (typeName === 'NearFilter') {
      const [latitude, longitude] = [43 + this.#random() * 8, -1 + this.#random() * 8];
      const radius = 10 ** (this.#random() * 3.3);
      return `{ latitude: ${latitude.toFixed(3)}, longitude: ${longitude.toFixed(3)}, radiusKm: ${radius.toFixed(1)} }`;
    }
    const required = fields.filter(({ type }) => isNonNullType(type));
    const optional = fields.filter((field) => !isNonNullType(field.type) && (most > 1 || !isConnective(field)));
    const some = shuffled(optional, this.#random, this.#upTo(Math.min(most, 3)));
    const wanted = typeName.endsWith('Order') ? required : [...required, ...some];
    return `{ ${wanted.map((field) => `${field.name}: ${this.#input(field, isConnective(field) ? most : 1)}`).join(', ')} }`;
  }

  #text(name: string): string {
    const value = (): string => this.#scalar(name, 'String');
    if (name === 'name' || name === 'title' || this.#chance(0.15)) {
      const word = oneOf(
        this.#values.words.filter(({ length }) => length > 2),
        this.#random,
      );
      return `{ ${this.#chance(0.8) ? 'contains' : 'startsWith'}: "${word.slice(0, 2 + this.#upTo(5))}" }`;
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

  /** Nested pages are small: what they hold is seldom as much as they may. */
  #pageSize(depth: number): string {
    return depth > 0 ? '5' : oneOf(['5', '10', '20', '50'], this.#random);
  }

  #number(name: string): string {
    return String(this.#upTo(name === 'maxDepth' || name === 'depth' ? 6 : 50));
  }
}

const isConnective = ({ name }: { name: string }): boolean => ['AND', 'OR', 'NOT'].includes(name);
