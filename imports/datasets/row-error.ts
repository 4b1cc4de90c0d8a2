/** Why a row cannot be loaded. */
export interface RowError {
  /** The row's number in its origin. */
  number: number;
  column: string;
  /** The value in question; null where it is the whole cell, as it was given. */
  value: string | null;
  /** The sentence that tells what was expected. */
  expected: string;
}

/** A value as a message shows it. */
export function quote(value: string): string {
  if (value === '') return 'empty';
  return `"${value.length > 80 ? `${value.slice(0, 79)}…` : value}"`;
}
