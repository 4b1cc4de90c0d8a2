const letters = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'q',
};
const spelled: Record<string, string> = { ...letters, '©': ' c ', '®': ' r ' };
const signs = new RegExp(`[${Object.keys(spelled).join('')}]`, 'g');

/**
 * A text without accents, case, punctuation, ligatures or full-width letters, as words separated by single spaces: the same
 * as the SQL function `fold`.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(signs, (sign) => spelled[sign]!)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** A text on one line, with each run of white space replaced by one space. */
export const singleSpaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
