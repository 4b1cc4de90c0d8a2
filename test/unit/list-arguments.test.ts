import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { publicSchema } from '../../schema/check.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { buildServiceSchema } from '../../services/kit/subgraph/build-schema.ts';
import { boundListArguments } from '../../services/kit/subgraph/list-arguments.ts';
import { services } from '../../services/registry.ts';

type Input = GraphQLArgument | GraphQLInputField;

const isList = ({ type }: Input): boolean => isListType(getNullableType(type));

/** The lists among the arguments and input fields of a schema, by coordinate. */
function listsOf(schema: GraphQLSchema): [string, Input][] {
  return Object.values(schema.getTypeMap()).flatMap((type): [string, Input][] => {
    if (type.name.startsWith('_')) return [];
    if (isInputObjectType(type)) {
      return Object.values(type.getFields())
        .filter(isList)
        .map((field) => [`${type.name}.${field.name}`, field]);
    }
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.name.startsWith('_')
        ? []
        : field.args
            .filter(isList)
            .map((argument): [string, Input] => [`${type.name}.${field.name}(${argument.name}:)`, argument]),
    );
  });
}

const stated = ({ description }: Input): number =>
  Number(/At most ([\d,]+)(?:, each once| rows)\.$/.exec(description ?? '')?.[1]?.replaceAll(',', ''));

describe('the public schema', async () => {
  const lists = listsOf(publicSchema(await readSupergraph()));

  test('has lists of all kinds in its arguments', () => {
    expect(lists.length).toBeGreaterThan(60);
  });

  test.each(lists)('states a maximum for %s', (_, input) => {
    expect(stated(input)).toBeGreaterThan(0);
    const type = getNamedType(input.type);
    if (isEnumType(type)) expect(stated(input)).toBeLessThanOrEqual(type.getValues().length);
  });
});

/** Distinct values of the item type of a list. */
function valuesOf(input: Input, count: number): unknown[] {
  const type = getNamedType(input.type);
  if (isEnumType(type))
    return Array.from({ length: count }, (_, index) => type.getValues()[index]?.value ?? `V${index}`);
  return Array.from({ length: count }, (_, index) => (isInputObjectType(type) ? { value: index } : String(index)));
}

describe.each(services.map((service) => [service.name, service] as const))('the fields of %s', async (_, service) => {
  const { schema } = await buildServiceSchema(service);
  const resolve = (typeName: string, fieldName: string, args: object): unknown =>
    (schema.getType(typeName) as any).getFields()[fieldName].resolve({}, args, {}, {});
  const refusal = (typeName: string, fieldName: string, args: object): object => {
    try {
      resolve(typeName, fieldName, args);
    } catch (error) {
      return (error as { extensions: object }).extensions;
    }
    return {};
  };
  const args = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) =>
        field.args
          .filter((argument) => !field.name.startsWith('_') && !type.name.startsWith('_') && isList(argument))
          .map((argument) => [type.name, field.name, argument] as const),
      ),
    );

  if (args.length === 0) return;
  test.each(args)('%s.%s refuses too many values, and repeated ones', (typeName, fieldName, argument) => {
    const values = valuesOf(argument, stated(argument) + 1);
    const refused = { code: 'BAD_USER_INPUT', argument: argument.name };
    expect(refusal(typeName, fieldName, { [argument.name]: values })).toMatchObject(refused);
    const isRows = argument.description?.endsWith(' rows.');
    const repeated = refusal(typeName, fieldName, { [argument.name]: [values[0], values[0]] });
    if (!isRows) expect(repeated).toMatchObject(refused);
  });
});

describe('lists within conditions', async () => {
  const { schema } = await buildServiceSchema(services.find(({ name }) => name === 'establishments')!);
  const find = (where: object): unknown =>
    schema.getQueryType()!.getFields()['establishments']!.resolve!({}, { where }, {}, {} as never);

  test.each<[string, object, string, RegExp]>([
    [
      'values',
      { finess: { in: Array.from({ length: 1001 }, String) } },
      'where.finess.in',
      /has 1001 values; at most 1000/,
    ],
    ['a value twice', { AND: [{ name: { in: ['a', 'b', 'a'] } }] }, 'where.AND.0.name.in.2', /has a twice/],
    [
      'conditions',
      { OR: Array.from({ length: 101 }, (_, index) => ({ search: `s${index}` })) },
      'where.OR',
      /has 101 values; at most 100/,
    ],
    ['a condition twice', { NOT: { OR: [{ search: 'a' }, { search: 'a' }] } }, 'where.NOT.OR.1', /twice/],
    ['roles twice', { memberOf: { role: ['MEMBER', 'MEMBER'] } }, 'where.memberOf.role.1', /has MEMBER twice/],
  ])('%s', (_, where, argument, message) => {
    expect(() => find(where)).toThrow(message);
    expect(() => find(where)).toThrow(expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument } }));
  });
});

describe('the rows of a mutation', () => {
  const schema = buildSchema(`
    type Query { one: Int }
    type Mutation { put("Rows." rows: [Row!]!, kinds: [String!]): Int }
    input Row { code: String!, tags: [String!] }
  `);
  const { put } = schema.getMutationType()!.getFields();
  put!.resolve = () => 1;
  boundListArguments(schema);
  const give = (args: object): unknown => put!.resolve!({}, args, {}, {} as never);
  const rows = (count: number) => Array.from({ length: count }, () => ({ code: 'a' }));

  test('are as many as it states, and may be equal', () => {
    expect(put!.args.map(({ description }) => description)).toEqual([
      'Rows. At most 1,000 rows.',
      'At most 1,000, each once.',
    ]);
    expect(give({ rows: rows(1000) })).toBe(1);
    expect(() => give({ rows: rows(1001) })).toThrow('`rows` has 1001 values; at most 1000 are allowed.');
  });

  test('have lists within them, and beside them, in which each value is given once', () => {
    expect(
      give({
        rows: [
          { code: 'a', tags: ['x'] },
          { code: 'b', tags: ['x'] },
        ],
      }),
    ).toBe(1);
    const twice = { rows: [{ code: 'a' }, { code: 'b', tags: ['x', 'x'] }] };
    expect(() => give(twice)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument: 'rows.1.tags.1' } }),
    );
    expect(() => give({ rows: [], kinds: ['x', 'x'] })).toThrow('has x twice');
  });
});
