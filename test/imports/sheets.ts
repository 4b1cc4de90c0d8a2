import { OperatorError } from '../../platform/errors.ts';
import type { ImportOptions } from '../../imports/pipeline/session.ts';
import type { ImportTest } from './fixtures.ts';
import type { Dataset } from '../../services/kit/datasets/dataset.ts';
import { partner } from '../../imports/partner/index.ts';
import { datasetNamed, datasets } from '../../services/registry.ts';

/** A row by its columns. */
export type Cells = Record<string, string>;

/** The text of a spreadsheet with these rows below the header. */
export function sheet(header: string[], rows: Cells[], delimiter = ';'): string {
  const cell = (value: string) => (/[";,|\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [header, ...rows.map((row) => header.map((name) => cell(row[name] ?? '')))]
    .map((cells) => `${cells.join(delimiter)}\n`)
    .join('');
}

/** A spreadsheet of a dataset with all its columns; values default to those of the dataset's example. */
export function examples(name: string, ...rows: Cells[]): string {
  const { columns, example } = datasetNamed(name);
  return sheet(
    columns.map((column) => column.name),
    rows.map((row) => ({ ...example, ...row })),
  );
}

/** A file for the example of each dataset, the last dataset first. */
export const allExamples = (): Record<string, string> =>
  Object.fromEntries(datasets.toReversed().map(({ name }: Dataset) => [`${name}.csv`, examples(name, {})]));

/** The lines of the message that refuses files, without the test's folder. */
export async function refusal(
  test: ImportTest,
  files: Record<string, string | Buffer>,
  options: Partial<ImportOptions> = {},
): Promise<string[]> {
  const message = await test.load(files, options, partner).then(
    () => 'loaded',
    (error: Error) => (error instanceof OperatorError ? error.message : String(error.stack)),
  );
  return message.replaceAll(`${test.folder}/`, '').split('\n');
}

/** The last line of a list of errors. */
export const nothingChanged = 'Nothing was changed; --partial loads the valid rows.';
