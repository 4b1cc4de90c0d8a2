import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { fold } from '../../../platform/text.ts';

/** Holds for an establishment whose names have all words of a search; `BAD_USER_INPUT` where it has none. */
export function matchesWords(search: string): Condition {
  const words = fold(search).split(' ').filter(Boolean);
  if (words.length === 0) throw badUserInput('where.search', '`where.search` has no letter or digit.');
  // A word of one or two letters is looked for at the start of words only: the trigrams of the index begin there.
  return allOf(words.map((word) => sql<boolean>`e.search_text like ${word.length < 3 ? `% ${word}%` : `%${word}%`}`));
}

/** How well a name matches a search, from 0 to 1. */
export const relevanceOf = (search: string): RawBuilder<number> =>
  sql<number>`((public.word_similarity(${fold(search)}, e.search_text) + public.similarity(${fold(search)}, e.name_folded)) / 2)::float8`;
