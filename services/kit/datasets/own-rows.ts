import type { DatasetForm } from '../../../platform/contract/dataset-forms.ts';
import { csvOf } from '../sheets/write-csv.ts';
import type { DescribedColumn, DescribedDataset } from './describe.ts';
import { versionHeader } from './header.ts';
import { separator } from './read.ts';
import type { StoredRow } from './stored.ts';
import { workbookTemplate } from './template.ts';

/** Rows as they are stored, with their versions, in a file to correct and send back. */
export async function rowsInForm(
  dataset: DescribedDataset,
  rows: readonly StoredRow[],
  form: DatasetForm,
): Promise<Buffer> {
  if (form === 'json') return Buffer.from(JSON.stringify({ rows: rows.map((row) => objectOf(dataset, row)) }));
  const names = dataset.columns.map(({ name }) => name);
  const written = rows.map(({ cells, version }) => [
    ...names.map((name) => [cells[name] ?? ''].flat().join(separator)),
    version,
  ]);
  if (form === 'xlsx') return workbookTemplate(dataset, { rows: written, further: [versionHeader] });
  return Buffer.from(csvOf([[...names, versionHeader], ...written]));
}

/** A row as the input of its mutation. */
const objectOf = ({ columns }: DescribedDataset, { cells, version }: StoredRow): Record<string, unknown> => ({
  ...Object.fromEntries(columns.map((column) => [column.name, valueOf(column, cells[column.name])])),
  [versionHeader]: version,
});

function valueOf({ isList, type: { sqlType } }: DescribedColumn, cell: string | string[] | undefined): unknown {
  if (isList) return cell ?? [];
  if (cell === undefined) return null;
  if (sqlType === 'boolean') return cell === 'true';
  return sqlType === 'int' || sqlType === 'float8' ? Number(cell) : cell;
}
