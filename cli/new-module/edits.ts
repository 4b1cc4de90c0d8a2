/** The text of a source file with an import after its last one. */
export function withImport(text: string, statement: string): string {
  const imports = [...text.matchAll(/^import [^;]*;$/gm)];
  const last = imports.at(-1);
  if (!last) throw new TypeError('The file has no import to follow.');
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}\n${statement}${text.slice(end)}`;
}

/**
 * The text of a source file with an element at the end of a list.
 * @param opening what the list begins with, such as `modules: [`
 * @param closing what ends it
 * @param separator what is between elements
 */
export function withElement(text: string, opening: string, closing: string, element: string, separator = ','): string {
  const start = text.indexOf(opening);
  const end = text.indexOf(closing, start + opening.length);
  if (start < 0 || end < 0) throw new TypeError(`The file has no list that begins with "${opening}".`);
  const before = text.slice(0, end).trimEnd();
  return `${before}${before.endsWith(separator) ? '' : separator} ${element}${text.slice(end)}`;
}
