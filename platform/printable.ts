// Controls of terminals (C0, DEL, C1), what reorders or hides text (bidirectional and other format characters), line and
// paragraph separators, and halves of characters.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const unprintableInLines = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text of a file on one line of a terminal or a log: what a terminal would act on is an escape such as `\x1b`. */
export const printable = (text: string): string => text.replaceAll(unprintable, escaped);

/** Text of several lines for a terminal, with the same escapes. */
export const printableLines = (text: string): string => text.replaceAll(unprintableInLines, escaped);

function escaped(character: string): string {
  const short = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` }[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0)!;
  if (code <= 0xff) return String.raw`\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xff_ff ? String.raw`\u${code.toString(16).padStart(4, '0')}` : String.raw`\u{${code.toString(16)}}`;
}
