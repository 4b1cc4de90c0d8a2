import { asText } from './spreadsheet-cell.ts';

/**
 * A CSV file that spreadsheets open right: in UTF-8 with a byte order mark, by which they recognise it. A cell that they would take
 * for a formula has an apostrophe before it.
 */
export const csvOf = (rows: readonly (readonly string[])[], delimiter = ';'): string =>
  `\uFEFF${rows.map((cells) => `${cells.map((cell) => quoted(asText(cell), delimiter)).join(delimiter)}\n`).join('')}`;

/** A cell of a CSV file, in quotes where it needs them. */
export const quoted = (value: string, delimiter: string): string =>
  /["\n\r]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
