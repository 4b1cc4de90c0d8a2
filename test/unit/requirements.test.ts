import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { forbidden, isAllowed, type Requirement } from '../../platform/contract/access.ts';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { bearer } from '../support/tokens.ts';
import { OperatorError } from '../../platform/errors.ts';
import { readRequirements } from '../../platform/contract/requirements.ts';

const read = (sdl: string): Record<string, Requirement> => Object.fromEntries(readRequirements(parse(sdl)));

describe('what fields ask of callers', () => {
  test('stands on the field, its type, and the type that it returns', () => {
    expect(
      read(`
        type Query { open: Int cost: Float @requiresScopes(scopes: [["a", "b"], ["c"]]) vault: [Vault!]! level: Level when: [When] any: Any }
        type Vault @authenticated { gold: Int silver: Int @requiresScopes(scopes: [["a"]]) }
        enum Level @requiresScopes(scopes: [["l"]]) { HIGH }
        scalar When
        extend scalar When @authenticated
        union Any = Vault
        extend type Query { more: Int @authenticated }
      `),
    ).toEqual({
      'Query.cost': [[['a', 'b'], ['c']]],
      'Query.vault': [[[]]],
      'Query.level': [[['l']]],
      'Query.when': [[[]]],
      'Query.more': [[[]]],
      'Vault.gold': [[[]]],
      'Vault.silver': [[[]], [['a']]],
    });
  });

  test('of an interface are those of each type that implements it', () => {
    const types = 'type A implements I { f: Int @authenticated g: Int } type B implements I { f: Int g: Int }';
    expect(read(`interface I { f: Int @authenticated g: Int } ${types}`)).toEqual({ 'A.f': [[[]]] });
  });

  test.each([
    ['type Query { a: Int @policy(policies: [["p"]]) }', 'does not enforce the @policy of "Query.a"'],
    ['type Query { a: T } type T @policy(policies: [["p"]]) { a: Int }', 'the @policy of "T"'],
    ['interface I { f: Int @authenticated } type A implements I { f: Int }', '"I.f" is guarded on the interface only'],
    ['interface I @authenticated { f: Int } type A implements I { f: Int }', '"I.f" is guarded on the interface only'],
    [
      'schema @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "needs") { query: Query } type Query { a: Int @needs(scopes: [["a"]]) }',
      'imports @requiresScopes as "@needs"',
    ],
  ])('is refused where it would not be enforced: %s', (sdl, reason) => {
    expect(() => read(sdl)).toThrow(OperatorError);
    expect(() => read(sdl)).toThrow(reason);
  });
});

describe('a caller', () => {
  const caller = (...scopes: string[]): Caller => bearer('570005165', ...scopes);

  test.each<[string, Caller, Requirement, boolean]>([
    ['with one of two lists', caller('c'), [[['a', 'b'], ['c']]], true],
    ['with all of a list', caller('b', 'a'), [[['a', 'b'], ['c']]], true],
    ['with a part of a list', caller('a'), [[['a', 'b'], ['c']]], false],
    ['with one of two rules', caller('a'), [[['a']], [['b']]], false],
    ['with both rules', caller('a', 'b'), [[['a']], [['b']]], true],
    ['with any token', caller(), [[[]]], true],
    ['without a token', anonymous, [[[]]], false],
    ['without a token, whatever it says', { ...anonymous, scopes: ['a'] }, [[['a']]], false],
    ['where nothing suffices', caller('a'), [[]], false],
  ])('%s', (_, who, requirement, expected) => {
    expect(isAllowed(who, requirement)).toBe(expected);
  });

  test('is told what the field requires', () => {
    const words = (requirement: Requirement): string => forbidden('T.f', requirement).message;
    expect(words([[['a', 'b'], ['c']], [['d']]])).toBe(
      'T.f requires a token with the scope "a" and "b", or "c"; and "d".',
    );
    expect(words([[[]]])).toBe('T.f requires a token.');
    expect(words([[[]], [['a']]])).toBe('T.f requires a token with the scope "a".');
    expect(forbidden('T.f', [[[]]]).extensions).toEqual({ code: 'FORBIDDEN' });
  });
});
