import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLFieldResolver,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';

type Input = Pick<GraphQLArgument | GraphQLInputField, 'name' | 'type' | 'extensions' | 'description'>;

/** The maximum length of a list of texts, ids or numbers. */
const maxValues = 1000;
/** The maximum length of a list of input objects, such as conditions. */
const maxObjects = 100;
/** The maximum length of a list of input objects that a mutation is given: rows to write, or their keys. */
const maxRows = 1000;

/**
 * Sets the maximum length of a list argument, on its property. Defaults to 1,000 values or 100 input objects; lists of an
 * enumeration can have each of its values.
 */
export const MaxItems = (maxItems: number): PropertyDecorator => Extensions({ maxItems });

/** Makes the input objects of a list argument distinct by one of their fields; defaults to all of them. */
export const UniqueBy = (field: string): PropertyDecorator => Extensions({ uniqueBy: field });

/**
 * Bounds every list in the arguments of a schema: its length has a maximum, and each value is given once. Both are stated
 * in its description, and checked before the resolver runs, which then throws `BAD_USER_INPUT`. Rows that a mutation is given
 * may be equal here: it tells by their places which of them it refuses.
 */
export function boundListArguments(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap());
  for (const { args } of Object.values(schema.getMutationType()?.getFields() ?? {})) args.forEach(markRows);
  for (const type of types.filter(isInputObjectType)) for (const field of Object.values(type.getFields())) state(field);
  for (const type of types.filter((each) => isObjectType(each) || isInterfaceType(each))) {
    if (type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      for (const argument of field.args) state(argument);
      const bounded = field.args.filter(({ type: each }) => holdsList(each));
      if (bounded.length > 0 && isObjectType(type)) {
        field.resolve = checking(field.resolve ?? defaultFieldResolver, bounded);
      }
    }
  }
}

function markRows(argument: GraphQLArgument): void {
  if (!isListType(getNullableType(argument.type)) || !isInputObjectType(getNamedType(argument.type))) return;
  argument.extensions = { maxItems: maxRows, areRows: true, ...argument.extensions };
}

/** The maximum length of a list argument or input field; undefined if it is not a list. */
export function maxItemsOf({ type, extensions }: Input): number | undefined {
  const list = getNullableType(type);
  if (!isListType(list)) return undefined;
  const item = getNullableType(list.ofType as GraphQLInputType);
  if (isEnumType(item)) return Math.min(item.getValues().length, Number(extensions['maxItems'] ?? Infinity));
  return Number(extensions['maxItems'] ?? (isInputObjectType(item) ? maxObjects : maxValues));
}

/** Rejects an item that is given twice. The error names the argument or, within an input object, the second item. */
function requireDistinct({ extensions }: Input, items: readonly unknown[], path: string): void {
  const { uniqueBy } = extensions;
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const value = uniqueBy === undefined ? item : (item as Record<string, unknown>)[String(uniqueBy)];
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const place = path.includes('.') ? [path, index, ...(uniqueBy === undefined ? [] : [uniqueBy])].join('.') : path;
    if (seen.has(text)) throw badUserInput(place, `\`${path}\` has ${text} twice; give each value once.`);
    seen.add(text);
  }
}

function state(input: Input): void {
  const maxItems = maxItemsOf(input);
  if (maxItems === undefined) return;
  const bound = `At most ${maxItems.toLocaleString('en')}${input.extensions['areRows'] ? ' rows' : ', each once'}.`;
  input.description = input.description ? `${input.description} ${bound}` : bound;
}

function holdsList(type: GraphQLInputType, seen = new Set<GraphQLInputType>()): boolean {
  const plain = getNullableType(type);
  if (isListType(plain)) return true;
  if (!isInputObjectType(plain) || seen.has(plain)) return false;
  seen.add(plain);
  return Object.values(plain.getFields()).some((field) => holdsList(field.type, seen));
}

type Resolver = GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>;

const checking =
  (resolve: Resolver, inputs: readonly Input[]): Resolver =>
  (source, args, context, info) => {
    for (const input of inputs) check(input, args[input.name], input.name);
    return resolve(source, args, context, info);
  };

function check(input: Input, value: unknown, path: string): void {
  if (value === null || value === undefined) return;
  const type = getNullableType(input.type);
  if (!isListType(type)) return checkFields(type, value, path);
  const values = value as unknown[];
  const maxItems = maxItemsOf(input)!;
  if (values.length > maxItems)
    throw badUserInput(path, `\`${path}\` has ${values.length} values; at most ${maxItems} are allowed.`);
  if (!input.extensions['areRows']) requireDistinct(input, values, path);
  const item = getNullableType(type.ofType as GraphQLInputType);
  for (const [index, each] of values.entries()) checkFields(item, each, `${path}.${index}`);
}

function checkFields(type: GraphQLInputType, value: unknown, path: string): void {
  if (!isInputObjectType(type) || value === null) return;
  const fields = type.getFields();
  for (const [name, given] of Object.entries(value as object)) check(fields[name]!, given, `${path}.${name}`);
}
