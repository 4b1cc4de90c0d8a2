import type { Value } from './cell-types.ts';
import type { Values } from './dataset.ts';
import type { DescribedDataset } from './describe.ts';
import { separator } from './read.ts';

/** What changes in one field of a row. Values are written as in a sheet, those of a list with `|` between them. */
export interface FieldChange {
  /** The number of the row in its file, or among the given rows. */
  row: number;
  field: string;
  /** Null where it was empty. */
  before: string | null;
  /** Null where it becomes empty. */
  after: string | null;
}

/** The fields of a row that differ, in the order of the dataset's columns. */
export function fieldChanges(
  { columns }: DescribedDataset,
  row: number,
  before: Values | undefined,
  after: Values | undefined,
): FieldChange[] {
  return columns.flatMap(({ name }) => {
    const [was, is] = [textOf(before?.[name]), textOf(after?.[name])];
    return was === is ? [] : [{ row, field: name, before: was, after: is }];
  });
}

function textOf(value: Value | Value[] | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  // The order of a list is not kept.
  return Array.isArray(value) ? value.map(String).toSorted().join(separator) || null : String(value);
}
