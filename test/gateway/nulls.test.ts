import { expect, test } from 'vitest';
import { useEngines } from './engines.ts';

const { sameAnswer } = useEngines();

/** The name, the query, its data, and its errors at the nulls that the client sees. */
const MATRIX: [string, string, unknown, string[]][] = [
  [
    'a null in a nullable position is kept',
    '{ gappy { name } }',
    { gappy: [{ name: 'Hôtel-Dieu' }, null, null] },
    ['gappy.1 INTERNAL: Internal error'],
  ],
  ['[T!] empties the list', '{ strict { name } }', { strict: null }, ['strict INTERNAL: Internal error']],
  ['[T!]! at the root empties the data', '{ strictest { name } row { value } }', null, [' INTERNAL: Internal error']],
  ['[[T!]!] empties the outer list', '{ matrix { must } }', { matrix: null }, ['matrix INTERNAL: Internal error']],
  ['T! at the root', '{ stubborn }', null, [' INTERNAL: Internal error']],
  [
    'a null in a chain of T! propagates to the first nullable position',
    '{ row { value child { must } } }',
    { row: null },
    ['row INTERNAL: Internal error'],
  ],
  [
    'a nullable object stops propagation',
    '{ row { value maybe { must } } }',
    { row: { value: 1, maybe: null } },
    ['row.maybe INTERNAL: Internal error'],
  ],
  [
    'a failing item of [T!]! under a nullable object',
    '{ row { rows { must } } }',
    { row: null },
    ['row INTERNAL: Internal error'],
  ],
  [
    'a rejected item keeps its index',
    '{ late { value } }',
    { late: [{ value: 1 }, null, { value: 3 }] },
    ['late.1 NOT_FOUND: Row 2 is gone'],
  ],
  [
    'an error across subgraphs, at its index',
    '{ hospitals { code beds } }',
    {
      hospitals: [
        { code: 'A', beds: 10 },
        { code: 'B', beds: null },
        { code: 'C', beds: null },
      ],
    },
    ['hospitals.1.beds FORBIDDEN: Beds are not yours to see', 'hospitals.2.beds INTERNAL: Internal error'],
  ],
  ['a non-null field across subgraphs in [T!]!', '{ hospitals { name licence } }', null, [' INTERNAL: Internal error']],
  ['the same in a fragment', '{ hospitals { ... on Hospital { name licence } } }', null, [' INTERNAL: Internal error']],
  [
    'the same in a nullable object',
    '{ hospital(code: "B") { name licence } labs { id } }',
    { hospital: null, labs: [{ id: 'l1' }, { id: 'l2' }, { id: 'l3' }] },
    ['hospital INTERNAL: Internal error'],
  ],
  [
    'the same in a nullable object, in a fragment',
    '{ h: hospital(code: "B") { ...F } } fragment F on Node { id ... on Hospital { name key: licence } }',
    { h: null },
    ['h INTERNAL: Internal error'],
  ],
  [
    'an unknown entity leaves nullable fields empty',
    '{ strangers { name beds } }',
    {
      strangers: [
        { name: 'Hôtel-Dieu', beds: 10 },
        { name: 'Inconnu', beds: null },
      ],
    },
    [],
  ],
  [
    'an unknown entity empties the position that requires it',
    '{ strangers { name labs { id } } }',
    null,
    [' INTERNAL: Internal error'],
  ],
  [
    'a nullable reference that is not found is null',
    '{ lab(id: "l4") { label hospital { code name } } }',
    { lab: { label: 'Perdu', hospital: null } },
    [],
  ],
  [
    'a required reference that is not found',
    '{ lab(id: "l4") { label requiredHospital { code name } } }',
    { lab: null },
    ['lab INTERNAL: Internal error'],
  ],
  [
    'a key needs no reference',
    '{ lab(id: "l4") { requiredHospital { code } } }',
    { lab: { requiredHospital: { code: 'X' } } },
    [],
  ],
  [
    'a non-null field across subgraphs in an interface',
    '{ node(id: "hospital:B") { id ... on Hospital { name licence } } }',
    { node: null },
    ['node INTERNAL: Internal error'],
  ],
  [
    'a null in an interface',
    '{ nodes { ... on Hospital { failing name } } }',
    { nodes: [{ failing: null, name: 'Hôtel-Dieu' }, {}] },
    ['nodes.0.failing INTERNAL: Internal error'],
  ],
  [
    'a non-null field of one type of a union',
    '{ sites { ... on Hospital { code failingHard } ... on Ward { hospital { failingHard } } } }',
    null,
    [' INTERNAL: Internal error'],
  ],
  [
    'aliases',
    '{ a: hospitals { b: beds c: code } }',
    {
      a: [
        { b: 10, c: 'A' },
        { b: null, c: 'B' },
        { b: null, c: 'C' },
      ],
    },
    ['a.1.b FORBIDDEN: Beds are not yours to see', 'a.2.b INTERNAL: Internal error'],
  ],
];

test.each(MATRIX)('%s', async (_, query, data, errors) => {
  expect(await sameAnswer(query)).toEqual({ data, errors });
});
