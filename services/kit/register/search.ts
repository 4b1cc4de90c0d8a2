import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { fold } from '../../../platform/text.ts';

const maxWords = 10;

/** True for an establishment whose names contain all words of a search. @throws GraphQLError `BAD_USER_INPUT` without words, or with more than ten */
export function matchesWords(search: string, path: string): Condition {
  const words = wordsOf(search);
  if (words.length === 0) throw badUserInput(path, `\`${path}\` must have a letter or digit.`);
  if (words.length > maxWords)
    throw badUserInput(path, `\`${path}\` has ${words.length} different words; at most ${maxWords} are allowed.`);
  // Words of one or two letters match only at the start of words, where the index has trigrams for them.
  return allOf(words.map((word) => sql<boolean>`e.search_text like ${word.length < 3 ? `% ${word}%` : `%${word}%`}`));
}

/** The relevance of a name for a search, from 0 to 1. */
export function relevanceOf(search: string): RawBuilder<number> {
  const text = wordsOf(search).join(' ');
  return sql<number>`((public.word_similarity(${text}, e.search_text) + public.similarity(${text}, e.name_folded)) / 2)::float8`;
}

/** The words of a search, folded, each once. */
const wordsOf = (search: string): string[] => [...new Set(fold(search).split(' ').filter(Boolean))];
