import { decoded } from './decoded.ts';

/** Any character that may show a damage, for JavaScript and for PostgreSQL; most texts have none, and cost one search. */
export const suspicious = /[\u0080-\u009F\uFFFDÂÃâÅï‚ƒˆ‡ŠŒŽ“”…™‰€×¶êë]/;

const control = /[\u0080-\u009F]/;

/** The bytes of the characters that windows-1252 has from 0x80 to 0x9F. */
const bytes = new Map(Array.from({ length: 32 }, (_, index) => [decoded(Buffer.of(0x80 + index)), 0x80 + index]));

// The bytes of one character of UTF-8, each read as a character of windows-1252.
const followers = `[\\u00A0-\\u00BF${[...bytes.keys()].join('')}]`;
const doubled = new RegExp(`[ÂÃÅ]${followers}|[âï]${followers}{2}`, 'g');

// Letters of code page 850 (DOS) or Mac Roman as windows-1252 shows them: no language has these signs between letters.
const otherCodePages = [
  /\p{L}[‚ƒˆ‡“”™‰](?=\p{Ll})/u,
  /\p{Ll}[ŠŒŽ‚]/u,
  /\p{Ll}…(?=\p{Ll})/u,
  /(?<!\p{L})‚\p{Ll}(?!.*[‘’])/u,
  /(?<!\p{L})ƒ\p{Ll}{2}/u,
  /\p{Lu}[€×¶âêë](?=\p{Lu})/u,
];

/** What shows that the characters of a text were damaged before it came here; undefined where nothing does. */
export function damageOf(text: string): string | undefined {
  if (!suspicious.test(text)) return undefined;
  if (text.includes('\uFFFD')) return 'characters were lost when it was saved in another encoding (U+FFFD)';
  const once = text.replaceAll(doubled, decodedOnce).replaceAll(/Ã (?=\p{Ll}|$)/gu, 'à ');
  if (once !== text) return `it seems to be ${JSON.stringify(once)}, encoded twice`;
  if (/â€/.test(text)) return 'it seems to be encoded twice';
  // Bytes of windows-1252 that were taken for Latin-1, which has control characters there.
  const shown = text.replaceAll(new RegExp(control, 'g'), (character) => decoded(Buffer.of(character.codePointAt(0)!)));
  const isOther = control.test(shown) || otherCodePages.some((pattern) => pattern.test(shown));
  if (!isOther && shown !== text) return `it seems to be ${JSON.stringify(shown)}, saved in another encoding`;
  if (isOther) return 'it seems to come from a DOS (code page 850) or Macintosh program, whose encoding is another';
  return undefined;
}

function decodedOnce(characters: string): string {
  const once = Buffer.from([...characters].map((character) => bytes.get(character) ?? character.codePointAt(0)!));
  const text = once.toString('utf8');
  return text.includes('\uFFFD') ? characters : text;
}
