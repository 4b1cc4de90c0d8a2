/** What a message adds where a spreadsheet took a code for a number. */
export const lostZero = 'this one lost its leading zero';

/** What a spreadsheet did to a value, in parentheses for the end of a message; empty if nothing shows. */
export const traceOf = (value: string): string =>
  /^\d+([.,]\d+)?E[+-]\d+$/i.test(value)
    ? ' (a spreadsheet has shortened this number: enter it again, in a column of text)'
    : '';
