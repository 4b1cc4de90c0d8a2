import { globSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { basename } from 'node:path';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { isSpecifiedScalarType, parse, validate, type GraphQLSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { publicSchema } from '../schema/check.ts';
import { composedFiles, drifted } from '../schema/compose.ts';
import { readSupergraph } from '../schema/supergraph.ts';
import { readOperations } from '../schema/operations.ts';
import { services } from '../services/registry.ts';
import { missed } from './support/contract.ts';
import { hasShared, sharedPath } from './support/shared-data.ts';
import { crossings } from './support/crossings.ts';
import { selectionsOf } from './support/selections.ts';

const contract = pathToFileURL(sharedPath('contract/'));
const read = (path: string, base: URL = contract): string => readFileSync(new URL(path, base), 'utf8');

test('the subgraphs compose, each in a file of its own beside the supergraph', async () => {
  const paths = [...(await composedFiles()).keys()];
  expect(paths).toEqual([...services.map(({ name }) => `subgraphs/${name}.graphql`), 'supergraph.graphql']);
});

test('the committed files are what the code composes', async () => {
  expect(await drifted()).toEqual([]);
  const standing = globSync('subgraphs/*.graphql', { cwd: new URL('../schema/', import.meta.url) });
  expect(standing.map((file) => basename(file, '.graphql')).toSorted()).toEqual(
    services.map(({ name }) => name).toSorted(),
  );
});

test('what crosses to another service is nullable, so that an outage costs its fields alone', async () => {
  const strict = crossings(await readSupergraph()).filter(({ field }) => isNonNullType(field.type));
  expect(strict.map(({ type, field }) => `${type}.${field.name}`)).toEqual([]);
});

test('every object with an id tells when it changed, and every `where` of a list of them asks for it', async () => {
  const types = Object.values(publicSchema(await readSupergraph()).getTypeMap());
  const nodes = types.filter(isObjectType).filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
  expect(nodes.length).toBeGreaterThan(15);
  expect(nodes.filter((type) => !('changedAt' in type.getFields())).map(String)).toEqual([]);
  const lists = types.filter(isInputObjectType).filter(({ name }) => name.endsWith('Where') && name !== 'ChangeWhere');
  expect(lists.filter((type) => !('changedSince' in type.getFields())).map(String)).toEqual([]);
  expect(lists.length).toBeGreaterThan(10);
});

/** The types, fields, arguments, input fields and enum values that say nothing of themselves. */
function* undescribed(schema: GraphQLSchema): Generator<string> {
  if (!schema.description) yield 'the schema';
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!type.description) yield type.name;
    if (isScalarType(type) && !type.specifiedByURL) yield `${type.name} (specifiedBy)`;
    if (isEnumType(type)) yield* silent(type.name, type.getValues());
    if (isInputObjectType(type)) yield* silent(type.name, Object.values(type.getFields()));
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    yield* silent(type.name, Object.values(type.getFields()));
    for (const field of Object.values(type.getFields())) yield* silent(`${type.name}.${field.name}`, field.args);
  }
}

const silent = (path: string, parts: readonly { name: string; description?: string | null }[]): string[] =>
  parts.filter((part) => !part.description?.trim()).map((part) => `${path}.${part.name}`);

test('everything that clients see is described', async () => {
  expect([...undescribed(publicSchema(await readSupergraph()))]).toEqual([]);
});

test('every list that can grow is a connection, with its nodes and its total', async () => {
  const types = Object.values(publicSchema(await readSupergraph()).getTypeMap()).filter(isObjectType);
  const connections = types.filter((type) => type.name.endsWith('Connection'));
  expect(connections.length).toBeGreaterThan(0);
  for (const type of connections) {
    const node = type.name.slice(0, -'Connection'.length);
    const fields = Object.values(type.getFields()).map((field) => [field.name, String(field.type)]);
    expect(Object.fromEntries(fields), type.name).toMatchObject({
      edges: `[${node}Edge!]!`,
      nodes: `[${node}!]!`,
      pageInfo: 'PageInfo!',
      totalCount: 'Int!',
    });
  }
});

test('every operation is a question that the graph can answer', async () => {
  const schema = publicSchema(await readSupergraph());
  const operations = await readOperations();
  expect(operations.length).toBeGreaterThan(0);
  for (const { name, document } of operations) {
    expect({ name, errors: validate(schema, parse(document)).map(({ message }) => message) }).toEqual({
      name,
      errors: [],
    });
  }
});

describe.skipIf(!hasShared('contract'))('the contract', () => {
  test('its operations are answered word for word, and the examples ask at least what they ask', async () => {
    const schema = publicSchema(await readSupergraph());
    const operations = await readOperations();
    expect(operations).toHaveLength(22);
    for (const { name, document } of operations) {
      const sketch = parse(read(`operations/${name}.graphql`));
      expect(validate(schema, sketch), name).toEqual([]);
      const asked = selectionsOf(parse(document));
      expect(
        selectionsOf(sketch).filter((each) => !asked.includes(each)),
        name,
      ).toEqual([]);
    }
  });

  /** Names that stand otherwise than in the sketch, with the reason. */
  const otherwise: Record<string, Record<string, string>> = {
    establishments: { 'IntFilter: is not there': 'nothing there is filtered by a number' },
    clinical: {
      'Group: is not there': 'nothing there is counted by groups',
      'TeleradiologyFlow.onCallOnly: is Boolean and not Boolean!': 'null to who is no partner',
    },
  };

  test.each(services.map(({ name }) => name))('the names of %s stand', async (name) => {
    const nullable = new Set(crossings(await readSupergraph()).map(({ type, field }) => `${type}.${field.name}`));
    const sketch = parse(read(`${name}.graphql`));
    const standing = parse(read(`subgraphs/${name}.graphql`, new URL('../schema/', import.meta.url)));
    // The sketch has no room for outages: what they cost is null.
    const isLoosened = (fault: string): boolean => {
      const [, place] = /^(\S+): is (\S+) and not \2!$/.exec(fault) ?? [];
      return place !== undefined && nullable.has(place);
    };
    const faults = missed(sketch, standing, () => false).filter((fault) => !isLoosened(fault));
    expect(faults).toEqual(Object.keys(otherwise[name] ?? {}));
  });

  test('the names of what an establishment is authorised to do stand', async () => {
    const known =
      /^(Authoris|CapacityKind$|Establishment$|Coding$|Source$|Period$|PageInfo$|ID$|Int$|String$|Boolean$|Date$)/;
    const standing = parse(read('subgraphs/clinical.graphql', new URL('../schema/', import.meta.url)));
    expect(missed(parse(read('knowledge.graphql')), standing, (type) => !known.test(type))).toEqual([]);
  });
});

test('what a sketch asks for and the schema lacks is told', () => {
  const sketch =
    'enum E { A B } input I { a: Int b: Int! } type T { a(x: Int): [E!] b: Int! gone: E c: Later } scalar S type Later { a: Int }';
  const standing = 'enum E { A } input I { a: Int! b: Int } type T { a(x: Int, y: Int!): [E!]! b: Int }';
  expect(missed(parse(sketch), parse(standing), (type) => type === 'Later')).toEqual([
    'E.B: is not there',
    'I(a:): is Int! and not Int',
    'T.a(y:): is asked for',
    'T.b: is Int and not Int!',
    'T.gone: is not there',
    'S: is not there',
  ]);
});
