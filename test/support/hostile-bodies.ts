/** A request's body, as it is sent, with the media type that it claims. */
export interface HostileBody {
  name: string;
  body: string | Uint8Array<ArrayBuffer>;
  type?: string;
}

const json = (name: string, body: unknown): HostileBody => ({ name, body: JSON.stringify(body) });
const query = (name: string, text: string, variables?: unknown): HostileBody => json(name, { query: text, variables });
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

const bomb = (size: number): string =>
  `${Array.from({ length: size }, (_, index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`).join(' ')} fragment f${size} on Query { sources { code } } { ...f0 }`;

const search = 'query ($where: EstablishmentWhere) { establishments(where: $where, first: 1) { totalCount } }';
const node = 'query ($id: ID!) { node(id: $id) { id } }';
const page = 'query ($first: Int, $after: String) { establishments(first: $first, after: $after) { totalCount } }';

/** What attackers, and broken clients, have been seen to send. */
export const hostileBodies: HostileBody[] = [
  { name: 'nothing', body: '' },
  { name: 'broken JSON', body: '{"query":' },
  { name: 'JSON with a trailing comma', body: '{"query":"{ sources { code } }",}' },
  { name: 'JSON of another type', body: '"{ sources { code } }"' },
  { name: 'null', body: 'null' },
  { name: 'a number', body: '1e999' },
  { name: 'an empty batch', body: '[]' },
  { name: 'a batch of nothing', body: '[null,1,"x",{}]' },
  json('a batch', [{ query: '{ sources { code } }' }, { query: '{' }]),
  json(
    'a large batch',
    Array.from({ length: 500 }, () => ({ query: '{ sources { code } }' })),
  ),
  { name: 'deep JSON', body: `${'['.repeat(50_000)}${']'.repeat(50_000)}` },
  { name: 'deep variables', body: `{"query":"${node}","variables":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}` },
  { name: 'a byte order mark', body: '\uFEFF{"query":"{ sources { code } }"}' },
  { name: 'invalid UTF-8', body: bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d) },
  { name: 'UTF-8 cut short', body: Uint8Array.from(Buffer.from('{"query":"{ sources { code } } #é"}')).slice(0, 32) },
  { name: 'NUL bytes', body: bytes(0, 0, 0, 0) },
  { name: 'a form', body: 'query=%7B__typename%7D', type: 'application/x-www-form-urlencoded' },
  { name: 'a form of nothing', body: '&&==&query', type: 'application/x-www-form-urlencoded' },
  { name: 'a document as text', body: '{ __typename }', type: 'application/graphql' },
  { name: 'broken parts', body: '--x\r\nnothing', type: 'multipart/form-data; boundary=x' },
  { name: 'no media type that is known', body: '{}', type: 'image/png' },
  { name: 'a media type that is none', body: '{}', type: ';;;' },
  json('no query', { variables: {} }),
  json('an empty query', { query: '' }),
  json('a query of another type', { query: { kind: 'Document' } }),
  json('a query that is a list', { query: ['{ sources { code } }'] }),
  json('variables of another type', { query: '{ sources { code } }', variables: 'x' }),
  json('variables that are a list', { query: '{ sources { code } }', variables: [1] }),
  json('a name of another type', { query: '{ sources { code } }', operationName: { a: 1 } }),
  json('a name that is not there', { query: '{ sources { code } }', operationName: '__proto__' }),
  json('extensions of another type', { query: '{ sources { code } }', extensions: 7 }),
  json('extensions that steer', {
    query: '{ sources { code } }',
    extensions: { endpoint: 'http://127.0.0.1:1/', headers: { a: 'b' } },
  }),
  json('a persisted query of another type', { extensions: { persistedQuery: { version: 'x', sha256Hash: {} } } }),
  json('a document that is not registered', {
    id: '../../../etc/passwd',
    documentId: 'x',
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  }),
  {
    name: 'prototype keys',
    body: `{"__proto__":{"query":"{ sources { code } }"},"query":"${node}","variables":{"__proto__":{"id":"x"},"constructor":{"prototype":1}}}`,
  },
  {
    name: 'prototype keys as input',
    body: `{"query":"${search}","variables":{"where":{"__proto__":{"finess":1},"constructor":1,"toString":2}}}`,
  },
  query('fields of every object', '{ __proto__ constructor hasOwnProperty toString valueOf }'),
  query(
    'aliases of every object',
    '{ __proto__: sources { code } constructor: sources { code } toString: __typename }',
  ),
  query('variables of every object', 'query ($__proto__: ID!, $constructor: Int) { node(id: $__proto__) { id } }', {
    constructor: 1,
  }),
  query('deep nesting', `{ ${'a { '.repeat(5_000)}b${' }'.repeat(5_000)} }`),
  query(
    'deep nesting that is valid',
    `{ establishment(finess: "1") ${'{ legalEntity '.repeat(200)}{ name }${' }'.repeat(200)} }`,
  ),
  query('deep literals', `{ establishments(where: ${'{ AND: ['.repeat(500)}${'] }'.repeat(500)}) { totalCount } }`),
  query('deep lists', `{ nodes(ids: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`),
  query('deep conditions', search, {
    where: JSON.parse(`${'{"NOT":'.repeat(2_000)}{}${'}'.repeat(2_000)}`) as unknown,
  }),
  query('many conditions', search, { where: { OR: Array.from({ length: 5_000 }, () => ({ finess: { eq: '1' } })) } }),
  query('a fragment within itself', '{ ...a } fragment a on Query { ...a }'),
  query(
    'fragments in a circle',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...c } fragment c on Query { ...a }',
  ),
  query('a fragment that is not there', '{ ...toString }'),
  query('fragments that double', bomb(30)),
  query('many aliases', `{ ${Array.from({ length: 1_000 }, (_, index) => `a${index}: sources { code }`).join(' ')} }`),
  query('many directives', `{ sources ${'@include(if: true) '.repeat(1_000)}{ code } }`),
  query('directives that are not there', `{ sources ${'@a @b(c: 1) '.repeat(300)}{ code } }`),
  query('many operations', Array.from({ length: 600 }, (_, index) => `query q${index} { __typename }`).join(' ')),
  query('many fields of one name', `{ ${'__typename '.repeat(1_500)} }`),
  query(
    'introspection of introspection',
    `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
  ),
  query('a mutation', 'mutation { deleteEverything }'),
  query('a subscription', 'subscription { changes { id } }'),
  query('types instead of a question', 'type Query { a: Int } extend type Query { b: Int } schema { query: Query }'),
  query('entities, which are between services', '{ _entities(representations: []) { __typename } _service { sdl } }'),
  query('an empty document', '# nothing'),
  query('a huge number', page.replace('$first: Int', '$first: Int = 99999999999999999999'), {}),
  query('a number beyond integers', page, { first: 2 ** 53 }),
  query('a number that is no integer', page, { first: 1.5 }),
  query('a negative number', page, { first: -2_147_483_648 }),
  query('a long number', `{ establishments(first: ${'9'.repeat(10_000)}) { totalCount } }`),
  query('a NUL in a cursor', page, { after: 'a\0b' }),
  query('a NUL in a key', '{ establishment(finess: "\\u0000") { name } }'),
  query('a NUL in an id', node, { id: Buffer.from('Establishment:\0').toString('base64url') }),
  query('a NUL in a search', search, { where: { search: 'a\0b' } }),
  query('a NUL in a condition', search, { where: { name: { contains: 'ab\0cd' }, finess: { in: ['\0'] } } }),
  query('half a character', search, { where: { name: { startsWith: '\ud800' }, search: '\udc00 x' } }),
  { name: 'half a character, escaped', body: `{"query":"${node}","variables":{"id":"\\ud800"}}` },
  query('half a character in a literal', '{ establishment(finess: "\\uD800") { name } }'),
  query('a long search', search, { where: { search: 'hôpital '.repeat(10_000) } }),
  query('signs of patterns', search, { where: { name: { contains: String.raw`%_\%_\%` } } }),
  query('SQL', search, { where: { search: `'; drop table establishment; --`, name: { eq: `' or '1'='1` } } }),
  query(
    'a day that is none',
    '{ territoryGroups: groupings(first: 1) { nodes { members(asOf: "2026-02-31") { totalCount } } } }',
  ),
  query(
    'a day beyond the calendar',
    '{ groupings(first: 1) { nodes { members(asOf: "9999999-01-01") { totalCount } } } }',
  ),
  query('a circle of the whole world', search, {
    where: { near: { latitude: 1e308, longitude: -1e308, radiusKm: 1e308 } },
  }),
  query('infinities', search, { where: { near: { latitude: '1e999', longitude: 'NaN', radiusKm: 'Infinity' } } }),
  query('a cursor of another world', page, { after: Buffer.from('["FINESS ASC",{"a":[]}]').toString('base64url') }),
  query('a cursor with a NUL', page, { after: Buffer.from('["FINESS ASC","\\u0000"]').toString('base64url') }),
  query('a cursor that is deep', page, {
    after: Buffer.from(`${'['.repeat(1_000)}${']'.repeat(1_000)}`).toString('base64url'),
  }),
  query('an id of nothing', '{ nodes(ids: ["", "=", "Og", "OjE", "💥"]) { id } }'),
];
