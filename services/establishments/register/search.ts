import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { fold } from '../../../platform/text.ts';

/** True for an establishment whose names contain all words of a search. @throws GraphQLError `BAD_USER_INPUT` without words */
export function matchesWords(search: string): Condition {
  const words = fold(search).split(' ').filter(Boolean);
  if (words.length === 0) throw badUserInput('where.search', '`where.search` must have a letter or digit.');
  // Words of one or two letters match only at the start of words, where the index has trigrams for them.
  return allOf(words.map((word) => sql<boolean>`e.search_text like ${word.length < 3 ? `% ${word}%` : `%${word}%`}`));
}

/** The relevance of a name for a search, from 0 to 1. */
export const relevanceOf = (search: string): RawBuilder<number> =>
  sql<number>`((public.word_similarity(${fold(search)}, e.search_text) + public.similarity(${fold(search)}, e.name_folded)) / 2)::float8`;
