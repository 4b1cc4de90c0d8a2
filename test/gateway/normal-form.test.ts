import { print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { InvalidArgument } from '../../gateway/operation/argument-slots.ts';
import { KeptForms } from '../../gateway/operation/kept-forms.ts';
import { bindOperation } from '../support/normal-operations.ts';
import { schema } from './fixtures/animals.ts';

const bind = (query: string, variables?: Record<string, unknown>, kept = new KeptForms()) =>
  bindOperation(schema, { query, variables }, kept);

const textOf = (query: string, variables?: Record<string, unknown>): string =>
  print(bind(query, variables).form.document).replaceAll(/\s+/g, ' ');

/** What is brought to the normal form, the document, its variables, the form. */
const FORMS: [string, string, Record<string, unknown>, string][] = [
  ['fields that are equal', '{ dog { id } dog { id owner } }', {}, '{ dog { id owner } }'],
  [
    'a field of which one is skipped, with a fragment in it',
    '{ dog { id } dog @skip(if: true) { ... { owner } } }',
    {},
    '{ dog { id } }',
  ],
  [
    'a fragment that a variable leaves out',
    'query ($c: Boolean!) { dog { ...A ...B @include(if: $c) } } fragment A on Dog { friend { id } } fragment B on Dog { friend { ...C } } fragment C on Animal { name }',
    { c: false },
    '{ dog { friend { id } } }',
  ],
  [
    'a fragment that a variable leaves in',
    'query ($c: Boolean!) { dog { ...A ...B @include(if: $c) } } fragment A on Dog { friend { id } } fragment B on Dog { friend { ...C } } fragment C on Animal { name }',
    { c: true },
    '{ dog { friend { id name } } }',
  ],
  [
    'the order of fields, which a skipped one does not have',
    '{ dog { owner @skip(if: true) id owner } }',
    {},
    '{ dog { id owner } }',
  ],
  ['both conditions of a field', '{ dog @include(if: true) @skip(if: true) { id } pet { id } }', {}, '{ pet { id } }'],
  ['fragments of the type itself', '{ dog { ... on Animal { ... on Dog { barks } } } }', {}, '{ dog { barks } }'],
  [
    'fragments of a narrower interface',
    '{ animal { ... on Pet { owner } id } }',
    {},
    '{ animal { ... on Dog { owner } ... on Cat { owner } id } }',
  ],
  [
    'a fragment of an interface that every object of a union has',
    '{ found { ... on Pet { owner } } }',
    {},
    '{ found { ... on Dog { owner } ... on Cat { owner } } }',
  ],
  [
    'a fragment of an interface that every object has, and the interface around it has not',
    '{ named { ... on Animal { id } } }',
    {},
    '{ named { ... on Dog { id } ... on Cat { id } } }',
  ],
  ['a fragment that no object has', '{ pet { ... on Animal { ... on Wolf { name } } id } }', {}, '{ pet { id } }'],
  [
    'a field of all types and of one',
    '{ animal { friend { id } ... on Dog { friend { name } } } }',
    {},
    '{ animal { friend { id } ... on Dog { friend { name } } } }',
  ],
  [
    'a field of which one type selects something in between, with an order of its own',
    '{ pet { id friend { id } ... on Dog { friend { name } } friend { __typename } } }',
    {},
    '{ pet { id ... on Dog { friend { id name __typename } } ... on Cat { friend { id __typename } } } }',
  ],
  ['an alias', '{ id: animal { name: id } }', {}, '{ id: animal { name: id } }'],
  ['a name of a type', '{ dog { __typename t: __typename } }', {}, '{ dog { __typename t: __typename } }'],
  ['a selection that is empty', '{ page { info { more @skip(if: true) } total } }', {}, '{ page { info total } }'],
  [
    'literals, whose equal ones share a variable',
    '{ a: page(first: 5, where: { kind: A }) { total } b: page(first: 5) { total } }',
    {},
    'query ($_0: Int!, $_1: Where) { a: page(first: $_0, where: $_1) { total } b: page(first: $_0) { total } }',
  ],
  [
    'directives of other kinds',
    'query Q($c: Boolean = true) { dog { id @include(if: $c) } }',
    {},
    'query Q { dog { id } }',
  ],
];

test.each(FORMS)('%s', (_, query, variables, form) => {
  expect(textOf(query, variables)).toBe(form);
});

const NEAR = 'query ($n: Float = 1e999) { page(where: { near: $n }) { total } }';

describe('arguments', () => {
  const bound = (query: string, variables?: Record<string, unknown>) => bind(query, variables).variables;

  test('have the values of literals and variables', () => {
    expect(bound('{ page(first: 5, where: { kind: A, near: 1e3 }) { total } }')).toEqual({
      _0: 5,
      _1: { kind: 'A', near: 1000, sure: true },
    });
    expect(
      bound('query ($n: Int!, $k: Kind, $w: Where!) { page(first: $n, where: { kind: $k, AND: [$w] }) { total } }', {
        n: 3,
        w: { near: 1, sure: null },
      }),
    ).toEqual({ _0: 3, _1: { AND: [{ near: 1, sure: null }], sure: true } });
  });

  test('are left out with their variable, or have their default', () => {
    expect(bound('query ($n: Int, $w: Where) { page(first: $n, where: $w) { total } }')).toEqual({ _0: 20 });
    expect(bound('query ($w: Where) { page(where: $w) { total } }', { w: null })).toEqual({ _0: null });
  });

  test('that are null and may not be are errors of their own, not of others that have the same variable', () => {
    const query =
      'query ($n: Int = 1, $k: Kind = A) { page(first: $n) { total } find(kinds: [$k]) a: find(kinds: $k) }';
    const values = bound(query, { n: null, k: null });
    expect(Object.keys(values)).toEqual(['_0', '_1', '_2']);
    expect(values['_0']).toBeInstanceOf(InvalidArgument);
    expect((values['_0'] as InvalidArgument).error).toMatchObject({
      message: 'Argument "first" of non-null type "Int!" must not be null.',
      argument: 'first',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect((values['_1'] as InvalidArgument).error.message).toBe('Argument "kinds" has invalid value [$k].');
    expect(values['_2']).toBeNull();
  });

  test('that are infinite, by their own text or by the default of a variable, are errors', () => {
    for (const query of ['{ page(where: { near: 1e999 }) { total } }', NEAR]) {
      expect((bound(query)['_0'] as InvalidArgument).error.message).toMatch(/^Argument "where" .* is Infinity/);
    }
    expect(bound(NEAR, { n: 2 })).toEqual({ _0: { near: 2, sure: true } });
  });
});

test('operations that differ in literals and fragments alone share a document', () => {
  const kept = new KeptForms();
  const one = bind('{ page(first: 5) { total } }', {}, kept);
  const other = bind(
    'query { ...Q @skip(if: false) } fragment Q on Query { page(first: 7) { ... { total } } }',
    {},
    kept,
  );
  expect(other.form.document).toBe(one.form.document);
  expect(other.variables).toEqual({ _0: 7 });
});

test('a null condition is refused by its name, wherever it stands', () => {
  const query = 'query ($c: Boolean = true) { dog { friend { id @skip(if: $c) } } }';
  expect(() => bind(query, { c: null })).toThrow('variable "$c" is null');
  expect(textOf(query)).toContain('friend');
  expect(() => bind(query, { c: null })).toThrow(expect.objectContaining({ locations: [{ line: 1, column: 58 }] }));
});

test('conditions of fragments and operations that are not executed do not count', () => {
  const query =
    'query ($c: Boolean = true) { dog { ...A } } fragment A on Dog { id @skip(if: $c) } fragment B on Dog { id @skip(if: $d) }';
  const other = 'query O($d: Boolean = false) { dog { ...B } }';
  const values = { c: true, d: null };
  expect(() => bindOperation(schema, { query: `${query} ${other}`, operationName: 'O', variables: values })).toThrow(
    'variable "$d" is null',
  );
});

test('fragments of interfaces within one another are refused before they grow without bound', () => {
  const levels = 14;
  const fragments = Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Pet { friend { ${level + 1 < levels ? `...F${level + 1}` : 'id'} } }`,
  );
  expect(() => bind(`{ animal { ...F0 } } ${fragments.join(' ')}`)).toThrow('too many fields');
});
