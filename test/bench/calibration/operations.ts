import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { oneOf, shuffled } from '../chance.ts';
import { RandomInputs, type Input } from './inputs.ts';
import { objectsOf, type Kind } from './kinds.ts';
import type { Values } from './values.ts';

/** How often a condition is repeated. */
const COPIES = [1, 1, 2, 4, 10];

/** Writes random operations over a schema that ask about values that are there. */
export class RandomOperations {
  readonly #schema: GraphQLSchema;
  readonly #inputs: RandomInputs;
  readonly #random: () => number;

  constructor(schema: GraphQLSchema, values: Values, random: () => number) {
    this.#schema = schema;
    this.#inputs = new RandomInputs(values, random);
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

  /** A document that asks for work of one kind, more or less of it. */
  ofKind({ root, condition, values, nested }: Kind): string {
    const given = root.args.flatMap((argument) => {
      const text = this.#argumentOfKind(argument, condition, values);
      return text === undefined ? [] : [`${argument.name}: ${text}`];
    });
    const objects = objectsOf(root);
    const leaves = Object.values(objects?.getFields() ?? {}).filter(
      (field) => isLeafType(getNamedType(field.type)) && field.args.length === 0,
    );
    const inner = nested ? this.#field(nested, 2, 1) : '';
    const selection = `{ ${leaves.map(({ name }) => name).join(' ')} ${inner || (leaves.length === 0 ? '__typename' : '')} }`;
    const isPage = 'pageInfo' in ((getNamedType(root.type) as GraphQLObjectType).getFields?.() ?? {});
    const list = given.length > 0 ? `(${given.join(', ')})` : '';
    // A page is full before a condition has done all of its work, unless its matches are counted too.
    const count = condition ? 'totalCount ' : '';
    return `{ ${root.name}${list} ${isPage ? `{ ${count}nodes ${selection} }` : selection} }`;
  }

  #argumentOfKind(
    argument: GraphQLArgument,
    condition: GraphQLInputField | undefined,
    values: GraphQLArgument | undefined,
  ): string | undefined {
    if (argument.name === 'first') return oneOf(['5', '20', '100'], this.#random);
    if (argument.name === 'where' && condition) return this.#copiesOf(condition, argument);
    if (argument.name === 'year' && isNonNullType(argument.type)) return this.#inputs.input(argument, 1);
    return isNonNullType(argument.type) || argument === values ? this.#inputs.input(argument, 1) : undefined;
  }

  /** A condition several times, with values of its own each time. */
  #copiesOf(condition: GraphQLInputField, { type }: GraphQLArgument): string {
    const copies =
      'AND' in (getNamedType(type) as GraphQLInputObjectType).getFields() ? oneOf(COPIES, this.#random) : 1;
    const all = Array.from({ length: copies }, () => `{ ${condition.name}: ${this.#inputs.input(condition, 1)} }`);
    const distinct = [...new Set(all)];
    return distinct.length === 1 ? distinct[0]! : `{ OR: [${distinct.join(' ')}] }`;
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
          `${argument.name}: ${argument.name === 'first' ? this.#pageSize(depth) : this.#inputs.input(argument, most)}`,
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

  /** Nested pages are small: what they hold is seldom as much as they may. */
  #pageSize(depth: number): string {
    return depth > 0 ? '5' : oneOf(['5', '10', '20', '50'], this.#random);
  }
}
