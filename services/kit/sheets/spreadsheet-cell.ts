// Spreadsheets take a cell that begins so for a formula. They skip tabs and carriage returns before it, and some locales
// accept the wide forms. A text that begins with an apostrophe and then so gets another one, to be told from a guarded one.
const formula = /^'*[=+\-@＝＋－＠\t\r]/;

/** A text for a cell of a spreadsheet, which shows it and computes nothing: a formula gets an apostrophe before it. */
export const asText = (value: string): string => (formula.test(value) ? `'${value}` : value);

/** A text as it was before `asText`: of a line that was copied from a file of rejects. */
export const asGiven = (value: string): string =>
  value.startsWith("'") && formula.test(value.slice(1)) ? value.slice(1) : value;
