// Operations of which an engine's planner or compiler, given a client's text as it is, makes something else.

export const METZ = 'finess: "570005165"';

/** What is asked, the document, its variables. */
export const OPERATIONS: [string, string, Record<string, unknown>?][] = [
  [
    'a fragment within a skipped field',
    `{ establishment(${METZ}) { category { code } category @skip(if: true) { ... { label } } } }`,
  ],
  [
    'a fragment of a client that does not include it',
    `query ($c: Boolean!) { establishment(${METZ}) { ...Head ...Detail @include(if: $c) } } fragment Head on Establishment { territory { name } } fragment Detail on Establishment { territory { ...T } } fragment T on Territory { code level population }`,
    { c: false },
  ],
  ['an alias named like a key', `{ establishment(${METZ}) { finess: id careUnits(first: 1) { totalCount } } }`],
  [
    'an alias of a null named like a key',
    `{ establishment(${METZ}) { finess: phone careUnits(first: 1) { totalCount } } }`,
  ],
  [
    'an alias named like the key of a grouping',
    '{ groupings(first: 1, where: { code: { eq: "02102" } }) { nodes { code: hasLegalPersonality careActivity { bedDays } } } }',
  ],
  [
    "an alias named like one of the planner's",
    `{ establishment(${METZ}) { _internal_qp_alias_0: phone finess: longName careUnits(first: 1) { totalCount } } }`,
  ],
  ['an alias of a null named like the key of a source', '{ researchStructures { source { code: licence } } }'],
  ['such an alias deep in lists', '{ studies { nodes { centres { source { code: extractedOn } } } } }'],
  [
    'an alias named like a key, of its own type',
    `{ establishment(${METZ}) { finess: name careUnits(first: 1) { totalCount } } sources { code } agreements(first: 1) { totalCount } }`,
  ],
  [
    'an alias named like the key of a territory',
    '{ territory(code: "57") { code: inseeCode indicators(codes: [INTERNS_PER_100K], year: 2024) { value } } }',
  ],
  ['an alias named __typename', '{ node(id: "RXN0YWJsaXNobWVudDo1NzAwMDUxNjU") { __typename: id } }'],
  ['a root that is skipped', '{ sources @skip(if: true) { code } }'],
  ['a node that is not included', '{ node(id: "x") @include(if: false) { id } }'],
  ['a fragment at the root that is skipped', '{ ... @skip(if: true) { kitchens { __typename } } }'],
  [
    'a root that is included and skipped',
    'query ($v: Boolean!) { agreements @include(if: $v) @skip(if: true) { totalCount } }',
    { v: true },
  ],
  [
    'a selection without fields',
    '{ establishments(first: 1) { pageInfo { ... @include(if: true) { hasNextPage @include(if: false) } } totalCount } }',
  ],
  [
    'a selection without fields by a variable',
    'query ($a: Boolean!) { establishments(first: 1) { pageInfo { ... @include(if: $a) { hasNextPage @include(if: false) } } totalCount } }',
    { a: true },
  ],
  [
    'objects without fields in a list',
    '{ establishments(first: 1) { nodes { finess category { ... @include(if: true) { code @skip(if: true) } } } } }',
  ],
  [
    'a page without fields',
    '{ pharmacies { ... @include(if: true) { edges @include(if: false) { cursor } } } laboratories { __typename } }',
  ],
  ['an integer beyond 64 bits for an id', '{ node(id: 12345678901234567890123) { id } }'],
  ['such integers in a list', '{ nodes(ids: [1, 99999999999999999999]) { id } }'],
  [
    'an integer beyond 64 bits for a float',
    '{ establishments(first: 1, where: { near: { latitude: 123456789012345678901234567890, longitude: 6, radiusKm: 1 } }) { totalCount } }',
  ],
  ['a backspace in a string', '{ establishments(first: 1, where: { name: { eq: "\\b" } }) { totalCount } }'],
  [
    'the order of fields of which one is skipped',
    '{ studies { totalCount @skip(if: true) edges { cursor } totalCount } }',
  ],
  [
    'the order of fields of a fragment that is not included',
    '{ groupings { pageInfo { ... on PageInfo @include(if: false) { hasPreviousPage } hasNextPage hasPreviousPage } } }',
  ],
  ['the place of an error', '{ establishments(first: 1000) { totalCount } }'],
  [
    'the places of an argument that two fields give alike and that cannot be read',
    'query ($n: Int = 1) { sites: establishments(first: $n) { totalCount } kitchens(first: $n) { totalCount } other: establishments(first: $n) { totalCount } }',
    { n: null },
  ],
  ['a null name of a type', 'query ($n: String = "Date") { __type(name: $n) { name } a: __typename }', { n: null }],
  ['an inherited name', '{ constructor: kitchens(first: 1) { name: totalCount toString: __typename } }'],
];
