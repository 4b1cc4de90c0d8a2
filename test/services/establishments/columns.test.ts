import { getNamedType, isLeafType, isObjectType, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments as service } from '../../../services/establishments/index.ts';
import { establishments } from '../../../services/establishments/register/establishment.listing.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let subgraph: TestSubgraph;
let fields: string[];

/** A field with enough below it to tell whether it was read right. */
function selectionOf(type: GraphQLObjectType, name: string): string {
  const returned = getNamedType(type.getFields()[name]!.type);
  if (isLeafType(returned)) return name;
  const inner = isObjectType(returned) ? returned.getFields() : {};
  const leaves = Object.values(inner).filter(
    (field) => isLeafType(getNamedType(field.type)) && field.args.length === 0,
  );
  return `${name} { ${leaves.map((leaf) => leaf.name).join(' ')} }`;
}

beforeAll(async () => {
  database = await cloneDatabase();
  // What no establishment of the reference dataset has.
  await database.query(
    "update establishment set long_name = 'A long name', closed_on = '2020-02-29', category_listed_on = '2020-02-28', public_service_code = '6' where finess = (select min(finess) from establishment)",
  );
  subgraph = await testSubgraph(service, database.url);
  const type = subgraph.subgraph.schema.getType('Establishment') as GraphQLObjectType;
  fields = Object.keys(type.getFields()).map((name) => selectionOf(type, name));
});

afterAll(async () => {
  await subgraph.close();
  await database.drop();
});

const ask = async (selection: string) => {
  const { data, errors, statements } = await subgraph.execute(`{ establishments(first: 100) { ${selection} } }`);
  expect(errors).toEqual([]);
  return { list: data.establishments, statements };
};

it('tells what each field of an establishment reads', () => {
  const names = fields.map((field) => field.split(' ')[0]!);
  const known = { ...establishments.columns, ...establishments.reads!.byField };
  expect(names.filter((name) => !(name in known))).toEqual([]);
});

it('answers each field alone as it does beside all others', async () => {
  const { list: whole } = await ask(`nodes { ${fields.join(' ')} }`);
  expect(whole.nodes.length).toBeGreaterThan(20);
  for (const field of fields) {
    const name = field.split(' ')[0]!;
    const expected = whole.nodes.map((node: Record<string, unknown>) => ({ [name]: node[name] }));
    expect((await ask(`nodes { ${field} }`)).list.nodes).toEqual(expected);
  }
  // Otherwise a field that is never there would agree with anything.
  const empty = fields.filter((field) => {
    const values = whole.nodes.map((node: Record<string, unknown>) => node[field.split(' ')[0]!]);
    return values.every((value: unknown) => value === null || (Array.isArray(value) && value.length === 0));
  });
  expect(empty).toEqual([]);
});

it('reads the columns asked for, and the key, in whatever way they are asked for', async () => {
  const conditional = '... @include(if: true) { phone } ... on Establishment { level }';
  const { statements } = await ask(`nodes { name } edges { node { ${conditional} } }`);
  expect(statements).toHaveLength(1);
  const [selected] = statements[0]!.split(' from ');
  const columns = [...selected!.matchAll(/as "(\w+)"/g)].map(([, column]) => column);
  expect(columns).toEqual(['finess', 'level', 'name', 'phone']);
});
