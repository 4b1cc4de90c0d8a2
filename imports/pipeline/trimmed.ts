// White space, and characters without a width: copied from a web page or a document, they are seen by no one.
const ends =
  /^[\s\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+|[\s\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]+$/g;

/** A text without what is invisible at its ends. */
export const trimmed = (text: string): string => text.replaceAll(ends, '');

/** Whether a text has control characters other than tabs and line ends: those of C1 are signs of a wrong encoding. */
// oxlint-disable-next-line no-control-regex
export const hasControls = (text: string): boolean => /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text);
