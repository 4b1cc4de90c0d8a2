import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../../platform/errors.ts';
import { fold } from '../../../../platform/text.ts';
import type { Condition } from '../../reading/condition.ts';
import type { SortKey } from '../../reading/keyset.ts';
import { searchWords } from './canonical.ts';
import { rankedCategories } from './vocabulary.ts';

const maxWords = 10;

/** Longer words are in no name, and longer than the database compares. */
const maxLetters = 60;

/** True for the establishments that a search finds (see `search_query`). @throws GraphQLError `BAD_USER_INPUT` without words, or with more than ten */
export function matchesWords(search: string, path: string): Condition {
  const words = new Set(fold(search).split(' ').filter(Boolean));
  if (words.size === 0) throw badUserInput(path, `\`${path}\` must have a letter or digit.`);
  if (words.size > maxWords)
    throw badUserInput(path, `\`${path}\` has ${words.size} different words; at most ${maxWords} are allowed.`);
  return sql<boolean>`e.search_words @@ (select (${queryOf(search)}).condition)`;
}

/** The order of what a search finds, best first when it descends. The relevance is a number from 0 to about 1.3. */
export const byRelevance = (name: string, search: string): SortKey => ({
  name,
  expression: sql`relevance.value`,
  type: 'float8',
  // Computed once a row (`offset 0`), although the page and its order both use it.
  through: (query) =>
    query
      .innerJoin(sql`${queryOf(search)}`.as('q'), (join) => join.onTrue())
      .innerJoinLateral(sql`(select ${relevance} as value offset 0)`.as('relevance'), (join) => join.onTrue()),
});

/** What a word is worth by where it stands (see `search_vector`): D, C, B, A. */
const weights = sql.lit('{0.5,0.6,0.9,1}');

/** `ts_rank` of alternatives is the mean of their weights by this factor: the sum of 1/n². */
const ofRank = (Math.PI ** 2 / 6).toFixed(6);

/** The sum of the weights of what an establishment has of a search. A word that was meant counts less than one that was typed. */
const matched = (values: RawBuilder<unknown>, meant: number): RawBuilder<number> => sql`
  (coalesce(ts_rank(${values}, e.search_words, q.typed) * q.typed_words, 0)
    + ${sql.lit(meant)} * coalesce(ts_rank(${values}, e.search_words, q.meant) * q.meant_words, 0)) * ${sql.raw(ofRank)}`;

/** How many words its name has, beside those of kinds and of its town, that the search lacks. Of equal names the shorter is better. */
const lacked = sql`(greatest(length(ts_filter(e.search_words, '{a}')) - round(${matched(sql.lit('{0,0,0,1}'), 1)}), 0)
  + 0.1 * length(ts_filter(e.search_words, '{a,b}')))`;

const inCategories = (rank: 1 | 2): RawBuilder<unknown> =>
  sql.join(rankedCategories[rank].map((code) => sql.lit(code)));

const rankOf = (establishment: string): RawBuilder<number> => {
  const category = sql.ref(`${establishment}.category_code`);
  return sql`case when ${category} in (${inCategories(2)}) then 2 when ${category} in (${inCategories(1)}) then 1 else 0 end`;
};

/** What people look for first, from 0 to 2: by its category, and those of the sites of a legal entity. */
const rank = sql`greatest(${rankOf('e')}, case when e.level = 'LEGAL_ENTITY' then
    (select max(${rankOf('site')}) from establishments.establishment site where site.legal_entity_finess = e.finess) end)`;

/** The share of the words that it has, less for each other word of its name; then hospitals, legal entities, open ones. */
const relevance = sql<number>`
  (${matched(weights, 0.6)} / q.known / (1 + 0.12 * ${lacked}) + 0.12 * ${rank}
    + case when e.level = 'LEGAL_ENTITY' then 0.05 else 0 end - case when e.closed_on <= current_date then 0.1 else 0 end)::float8`;

const queryOf = (search: string): RawBuilder<unknown> => sql`establishments.search_query(${wordsOf(search)}::text[])`;

/** The words of a search, each once. A number that is typed in groups of digits is one word. */
function wordsOf(search: string): string[] {
  const words = searchWords(search).filter((word) => word.length <= maxLetters);
  const number = words.join('');
  return /^(\d{9}|\d{14})$/.test(number) ? [number] : [...new Set(words)];
}
