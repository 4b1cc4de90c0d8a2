import { printable } from '../../../platform/printable.ts';

/** Why a row cannot be loaded. */
export interface RowError {
  /** The number of the row in its file. */
  number: number;
  column: string;
  /** The invalid value; null for the whole cell as given. */
  value: string | null;
  /** What is wrong with it, mostly "expected …". */
  message: string;
  /** Its code for clients; defaults to `BAD_USER_INPUT`. */
  code?: 'CONFLICT' | 'FORBIDDEN';
}

/** A value as a message shows it. */
export function quote(value: string): string {
  if (value === '') return 'empty';
  return `"${printable(value.length > 80 ? `${value.slice(0, 79)}…` : value)}"`;
}
