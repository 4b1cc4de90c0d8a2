// White space, and characters without a width: copied from a web page or a document, they cannot be seen.
const invisible = /[\s\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/;

/** A text without what is invisible at its ends. */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && invisible.test(text[start]!)) start += 1;
  while (end > start && invisible.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** Whether a text has control characters other than tabs and line ends: those of C1 are signs of a wrong encoding. */
// oxlint-disable-next-line no-control-regex
export const hasControls = (text: string): boolean => /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text);
