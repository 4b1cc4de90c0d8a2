const spelled: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', '©': ' c ', '®': ' r ' };

/** A text without accents, case or punctuation, as words with one space between: what the SQL function `fold` makes of it. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[œæßøłđ©®]/g, (sign) => spelled[sign]!)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** A text on one line, with one space wherever it has some. */
export const singleSpaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
