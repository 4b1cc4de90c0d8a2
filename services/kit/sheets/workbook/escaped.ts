const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// What XML cannot have is written as `_x0007_`, and a text that looks so with its first underscore written likewise.
// oxlint-disable-next-line no-control-regex
const special = /[\u0000-\u0008\u000B\u000C\u000D\u000E-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text for XML, as workbooks escape it. */
export const escaped = (text: string): string =>
  text
    .replaceAll(special, (character) => `_x${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign]!);
