const spelled: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', '©': ' c ', '®': ' r ' };

/** A text without accents, case or punctuation, as words separated by single spaces: the same as the SQL function `fold`. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[œæßøłđ©®]/g, (sign) => spelled[sign]!)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** A text on one line, with each run of white space replaced by one space. */
export const singleSpaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
