import { replacements, spaced } from './canonical.ts';
import { categoryWords, kindWords } from './vocabulary.ts';

// The database's part of the search, here and in `search-functions.ts`, is for migrations: all in the schema
// `establishments`, which the read side knows by the same name. A change of the vocabulary takes a migration that creates
// these functions again and rewrites `search_words`.

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const arrayOf = (words: readonly string[]): string => `'{${words.join()}}'::text[]`;

// One expression: a third of the time of statements that first look for the words of a phrase.
const replaced = replacements.reduce(
  (text, [from, to]) => `replace(${text}, ${literal(spaced(from))}, ${literal(spaced(to))})`,
  `' ' || replace(words, ' ', '  ') || ' '`,
);

/** Folded words as they are searched, with a space between them. A sign that no folded word has keeps texts apart. */
const createCanonicalWords = String.raw`
  create or replace function establishments.canonical_words(folded text) returns text
  language plpgsql immutable strict parallel safe as $$
  declare words text := folded;
  begin
    if ' ' || words || ' ' like '% _ _ %' then
      words := regexp_replace(words, '(?<=\m[a-z]) (?=[a-z]\M)(?![dl]\M(?! [a-z]\M))', '', 'g');
    end if;
    return btrim(replace(${replaced}, '  ', ' '));
  end $$`;

/** The words by which a text is searched, with a space between them: the same as `searchWords`. */
const createSearchText = `
  create or replace function establishments.search_text(value text) returns text
  language plpgsql immutable strict parallel safe as $$
  begin
    return establishments.canonical_words(establishments.fold(value));
  end $$`;

const cases = categoryWords.map(
  ({ categories, words }) => `when category in (${categories.map(literal).join(', ')}) then ${literal(words)}`,
);

/**
 * What an establishment is found by. The weights tell where a word stands: A in its name, B also in its name if it is of a
 * kind or of the town, C in its long name, its category or its town, D in its numbers.
 */
const createSearchVector = `
  create or replace function establishments.search_vector(
    name text, long_name text, category text, city text, postal_code text, finess text
  ) returns tsvector language plpgsql immutable parallel safe as $$
  declare
    -- All at once: most of the time goes into each call, not into its length.
    texts text[] := string_to_array(establishments.canonical_words(concat_ws(' | ',
      coalesce(establishments.fold(name), ''), coalesce(establishments.fold(long_name), ''),
      establishments.fold(split_part(lower(coalesce(city, '')), ' cedex', 1)))), '|');
    town text := btrim(texts[3]);
    kind text := case ${cases.join(' ')} end;
    more text := concat_ws(' ', nullif(btrim(texts[2]), ''), kind, nullif(town, ''));
    numbers text := lower(concat_ws(' ', postal_code, finess));
  begin
    return setweight(${weighted('btrim(texts[1])', 'A')}, 'B', ${arrayOf(kindWords)} || string_to_array(town, ' '))
      || ${weighted('more', 'C')} || ${weighted('numbers', 'D')};
  end $$`;

/** What establishments are searched by: each function after those that it calls. */
export const createSearchWords: readonly string[] = [createCanonicalWords, createSearchText, createSearchVector];

/** Words as a vector. Equal positions keep it small: the order of words does not count. */
function weighted(words: string, weight: string): string {
  return `coalesce(replace(nullif(${words}, '') || ' ', ' ', ':1${weight} ')::tsvector, '')`;
}
