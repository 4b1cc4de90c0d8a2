import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isNonNullType,
  isObjectType,
  parseValue,
  valueFromASTUntyped,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { oneOf, shuffled } from '../bench/chance.ts';
import { RandomInputs, type KnownValues } from './random-inputs.ts';

/** An operation, and the variables of a request. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
}

/** Names that plans, JavaScript and the hub itself use. */
const ALIASES =
  'a b _0 _a0 _a1 __empty _entities _internal_qp_alias_0 __typename id finess code name nodes key constructor toString valueOf hasOwnProperty then toJSON length prototype'.split(
    ' ',
  );
const MAX_DEPTH = 5;

/** Writes random operations of a schema. Most are valid. */
export class RandomOperations {
  readonly #schema: GraphQLSchema;
  readonly #inputs: RandomInputs;
  readonly #random: () => number;
  #definitions = new Map<string, string>();
  #variables: Record<string, unknown> = {};
  #fragments: string[] = [];

  constructor(schema: GraphQLSchema, known: KnownValues, random: () => number) {
    this.#schema = schema;
    this.#inputs = new RandomInputs(known, random);
    this.#random = random;
  }

  next(): Operation {
    this.#definitions = new Map();
    this.#variables = {};
    this.#fragments = [];
    const selections = this.#selections(this.#schema.getQueryType()!, 0);
    const definitions = [...this.#definitions].map(([name, definition]) => `$${name}: ${definition}`);
    const head = definitions.length > 0 ? `query (${definitions.join(', ')}) ` : '';
    return { query: [`${head}${selections}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
    const usable = fields.filter((field) => depth < MAX_DEPTH || isLeafType(getNamedType(field.type)));
    const most = depth === 0 ? 2 : 4;
    const some = shuffled(usable, this.#random, 1 + Math.floor(this.#random() * most));
    const written: string[] = [];
    for (const field of some) {
      const name = `${this.#alias()}${field.name}${this.#arguments(field)}`;
      // A field that is selected twice is merged.
      const times = this.#chance(0.12) ? 2 : 1;
      for (let time = 0; time < times; time++) written.push(this.#field(name, field, type, depth));
    }
    if (this.#chance(0.15)) written.push(`${this.#alias()}__typename${this.#condition()}`);
    if (isAbstractType(type) && this.#chance(0.7)) {
      const possible = this.#schema.getPossibleTypes(type);
      for (const object of shuffled(possible, this.#random, 2)) written.push(this.#fragment(object, depth));
    }
    return `{ ${shuffled(written.length > 0 ? written : ['__typename'], this.#random).join(' ')} }`;
  }

  #field(name: string, field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType, depth: number): string {
    const type = getNamedType(field.type);
    const inner = isCompositeType(type) ? ` ${this.#selections(type, depth + 1)}` : '';
    const text = `${name}${this.#condition()}${inner}`;
    if (!this.#chance(0.2)) return text;
    return this.#inFragment(this.#around(parent), `{ ${text} }`);
  }

  /** A type for a fragment whose objects are those of another, or more. */
  #around(type: GraphQLCompositeType): string {
    const interfaces = 'getInterfaces' in type ? type.getInterfaces() : [];
    const own = interfaces.filter(() => isObjectType(type));
    return oneOf(['', type.name, type.name, ...own.map(() => type.name)], this.#random);
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    return this.#inFragment(type.name, this.#selections(type, depth));
  }

  #inFragment(typeName: string, selections: string): string {
    if (typeName === '' || this.#chance(0.6))
      return `...${typeName && ` on ${typeName}`}${this.#condition()} ${selections}`;
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${typeName} ${selections}`);
    return `...${name}${this.#condition()}`;
  }

  #alias(): string {
    return this.#chance(0.25) ? `${oneOf(ALIASES, this.#random)}: ` : '';
  }

  #condition(): string {
    if (!this.#chance(0.12)) return '';
    const value = this.#chance(0.5) ? String(this.#chance(0.5)) : this.#conditionVariable();
    return ` @${this.#chance(0.5) ? 'skip' : 'include'}(if: ${value})`;
  }

  #conditionVariable(): string {
    const name = oneOf(['x', 'y', 'constructor'], this.#random);
    if (!this.#definitions.has(name)) {
      const hasDefault = this.#chance(0.5);
      this.#definitions.set(name, hasDefault ? `Boolean = ${this.#chance(0.5)}` : 'Boolean!');
      if (!hasDefault || this.#chance(0.5)) this.#variables[name] = this.#chance(0.5);
    }
    return `$${name}`;
  }

  #arguments({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((argument) => this.#isGiven(argument));
    if (given.length === 0) return '';
    return `(${given.map((argument) => `${argument.name}: ${this.#argument(argument)}`).join(', ')})`;
  }

  #isGiven({ name, type, defaultValue }: GraphQLArgument): boolean {
    if (isNonNullType(type) && defaultValue === undefined) return true;
    return this.#chance(name === 'first' ? 0.9 : 0.2);
  }

  #argument({ name, type, defaultValue }: GraphQLArgument): string {
    const literal = this.#inputs.literal(name, type);
    if (!this.#chance(0.35)) return literal;
    const variable = `v${this.#definitions.size}`;
    // A default lets a variable that may be null stand where none may: then null is an error of the field.
    const isLoose = isNonNullType(type) && (defaultValue !== undefined || this.#chance(0.3));
    const variableType = String(isLoose ? type.ofType : type);
    const isInDefault = isLoose || this.#chance(0.5);
    this.#definitions.set(variable, `${variableType}${isInDefault ? ` = ${literal}` : ''}`);
    if (!isInDefault) this.#variables[variable] = valueFromASTUntyped(parseValue(literal));
    else if (this.#chance(0.15) && !variableType.endsWith('!')) this.#variables[variable] = null;
    return `$${variable}`;
  }
}
