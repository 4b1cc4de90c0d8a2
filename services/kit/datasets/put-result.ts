import type { FieldChange } from './field-changes.ts';
import { separator, type Row } from './read.ts';
import type { RowError } from './row-error.ts';

/** Why a row was refused. */
export interface Refusal {
  /** The number of the row in its file, or among the given rows, from 1. */
  row: number;
  /** Null where it is the row as a whole. */
  field: string | null;
  value: string | null;
  code: string;
  message: string;
}

/** What a write did, or in a dry run would do. Nothing is written where a row is refused. */
export interface PutResult {
  added: number;
  changed: number;
  same: number;
  deleted: number;
  refused: Refusal[];
  fields: FieldChange[];
  /** The place in the change log after which it tells of the write; null where nothing was written, or there is no log. */
  place: string | null;
}

export const nothing: PutResult = { added: 0, changed: 0, same: 0, deleted: 0, refused: [], fields: [], place: null };

/** The refusal of a row, with the cell as it was given. */
export function refusalFor(
  { number, column, value, message, code }: RowError,
  rows: ReadonlyMap<number, Row>,
): Refusal {
  const given = rows.get(number)?.cells[column];
  const cell = given === undefined ? null : [given].flat().join(separator);
  return { row: number, field: column, value: value ?? cell, code: code ?? 'BAD_USER_INPUT', message };
}
