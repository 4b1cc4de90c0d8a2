import { fold } from '../../../../platform/text.ts';
import { abbreviations, ignoredWords, spellings } from './vocabulary.ts';

type Replacement = readonly [from: string, to: string];

const written = Object.entries(abbreviations).flatMap(([word, one]) =>
  one.written.map((text): Replacement => [text, word]),
);

/** What is replaced in a text, in this order: spellings, ignored words, and then what stands for an abbreviation. */
export const replacements: readonly Replacement[] = [
  ...Object.entries(spellings),
  ...ignoredWords.map((word): Replacement => [word, '']),
  ...written,
];

/** Words with a space of their own on both sides, so that one replacement does not take the space that the next one needs. */
export const spaced = (words: string): string => (words === '' ? '' : ` ${words.replaceAll(' ', '  ')} `);

/** The space between two letters of an abbreviation with dots (C.H.U.). A last d or l is the article before a name (C.H. D'ARMENTIERES). */
const betweenLetters = /(?<=\b[a-z]) (?=[a-z]\b)(?![dl]\b(?! [a-z]\b))/g;

/**
 * The words by which a text is searched: folded, abbreviations written out or shortened to one form, without articles and
 * prepositions. The SQL function `search_text` gives the same words.
 */
export function searchWords(text: string): string[] {
  let words = spaced(fold(text).replaceAll(betweenLetters, ''));
  for (const [from, to] of replacements) words = words.replaceAll(spaced(from), spaced(to));
  return words.split(' ').filter(Boolean);
}
