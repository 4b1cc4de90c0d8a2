import { getNamedType, isEnumType, isInputObjectType, isLeafType, isObjectType, isAbstractType } from 'graphql';
import type { GraphQLArgument, GraphQLCompositeType, GraphQLInputType, GraphQLSchema } from 'graphql';

/** Makes choices from a list of numbers, so that the list alone decides; past its end each is the first. */
class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  number(): number {
    return this.#numbers[this.#next++] ?? 0;
  }

  /** True once in so many times. */
  rarely(times: number): boolean {
    return this.number() % times === 1;
  }

  among<Item>(items: readonly Item[]): Item {
    return items[this.number() % items.length]!;
  }
}

const STRANGE = [
  'null',
  '-1',
  '1e400',
  '3000000000',
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '[]',
  '{}',
  'ENUM',
  'true',
  '$none',
  '[[null]]',
  '{ __proto__: 1 }',
];
const TEXTS = [
  '"570005165"',
  '"57"',
  '"2026-01-01"',
  '"RXN0YWJsaXNobWVudDo1NzAwMDA1OTY"',
  '"hopital"',
  '"%"',
  '"é\\n\\t"',
];

/** A document that asks a schema at random: mostly fields and arguments that are there, with values that mostly fit. */
export function documentFrom(schema: GraphQLSchema, numbers: readonly number[]): string {
  const choices = new Choices(numbers);
  return `query ${choices.rarely(20) ? '($a: Int!, $a: Nothing = {}) ' : ''}${selectionOf(schema, schema.getQueryType()!, choices, 0)}`;
}

function selectionOf(schema: GraphQLSchema, type: GraphQLCompositeType, choices: Choices, depth: number): string {
  if (isAbstractType(type)) {
    const possible = choices.among(schema.getPossibleTypes(type));
    return `{ __typename ... on ${possible?.name} ${selectionOf(schema, possible!, choices, depth + 1)} }`;
  }
  const fields = Object.values(isObjectType(type) ? type.getFields() : {});
  const wanted = Array.from({ length: 1 + (choices.number() % 3) }, (_, index) => {
    if (choices.rarely(40)) return choices.among(['nothing', '__proto__', '__schema { types { name } }', '...gone']);
    const field = choices.among(fields);
    const named = getNamedType(field.type);
    const alias = choices.rarely(6) ? `a${index}: ` : '';
    const directive = choices.rarely(25) ? ` @${choices.among(['skip(if: false)', 'include(if: "x")', 'gone'])}` : '';
    const asked = `${alias}${field.name}${argumentsOf(field.args, choices)}${directive}`;
    if (isLeafType(named)) return choices.rarely(40) ? `${asked} { x }` : asked;
    if (depth > 4) return '__typename';
    return `${asked} ${selectionOf(schema, named as GraphQLCompositeType, choices, depth + 1)}`;
  });
  return `{ ${wanted.join(' ')} }`;
}

function argumentsOf(args: readonly GraphQLArgument[], choices: Choices): string {
  const given = args.filter(({ type }) => String(type).endsWith('!') || choices.rarely(2));
  const parts = given.map(({ name, type }) => `${name}: ${valueOf(type, choices, 0)}`);
  if (choices.rarely(40)) parts.push('nothing: 1');
  return parts.length > 0 ? `(${parts.join(' ')})` : '';
}

function valueOf(type: GraphQLInputType, choices: Choices, depth: number): string {
  if (choices.rarely(8)) return choices.among(STRANGE);
  const written = String(type);
  if (written.replace(/!$/, '').startsWith('[')) {
    const item = (type as { ofType: { ofType?: GraphQLInputType } & GraphQLInputType }).ofType;
    const inner = written.endsWith('!') ? item.ofType! : item;
    return `[${Array.from({ length: choices.number() % 3 }, () => valueOf(inner, choices, depth + 1)).join(' ')}]`;
  }
  const named = getNamedType(type);
  if (isEnumType(named)) return choices.among(named.getValues()).name;
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields());
    const some = fields.filter((field) => String(field.type).endsWith('!') || (depth < 3 && choices.rarely(5)));
    return `{ ${some.map((field) => `${field.name}: ${valueOf(field.type, choices, depth + 1)}`).join(' ')} }`;
  }
  if (named.name === 'Int') return choices.among(['0', '1', '20', '100', '101', '2024', '-5', '2147483647']);
  if (named.name === 'Float') return choices.among(['0', '0.5', '48.1', '-180', '1e308', '1e-320']);
  if (named.name === 'Boolean') return choices.among(['true', 'false']);
  return choices.among(TEXTS);
}
