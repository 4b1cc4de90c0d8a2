import { OperatorError } from '../../platform/errors.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { datasetNamed, datasets } from '../datasets/index.ts';
import { listed } from '../datasets/rules.ts';
import { suggest } from '../datasets/suggest.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { refusal } from '../pipeline/refusal.ts';

/**
 * The dataset of a header: the one whose columns it has, or the one with the given name.
 * @throws OperatorError with each column that is unknown, missing or repeated
 */
export function recogniseHeader(input: InputFile, line: number, names: string[], given: string | undefined): Dataset {
  const fitting =
    given === undefined ? datasets.filter((dataset) => errorsOf(dataset, names).length === 0) : [datasetNamed(given)];
  if (fitting.length > 1) {
    const candidates = listed(fitting.map((dataset) => dataset.name));
    throw new OperatorError(
      `${input.path} matches the datasets ${candidates}: choose one with --dataset. Nothing was changed.`,
    );
  }
  const dataset = fitting[0] ?? nearest(names);
  const errors = errorsOf(dataset, names);
  if (errors.length === 0) return dataset;
  const kind =
    given === undefined ? 'the header matches no dataset; the closest is' : 'the header does not match the dataset';
  throw refusal(
    input,
    line,
    `${kind} ${dataset.name}: ${errors.join('; ')} (npx maillage template ${dataset.name} prints its template)`,
  );
}

function errorsOf({ columns }: Dataset, names: string[]): string[] {
  const expected = columns.map((column) => column.name);
  const absent = expected.filter((name) => !names.includes(name));
  const unknown = names
    .filter((name) => !expected.includes(name))
    .map((name) => `unknown column ${name || '(empty)'}${suggest(name, absent)}`);
  const missing = columns
    .filter((column) => column.isRequired && !names.includes(column.name))
    .map((column) => `missing column ${column.name}`);
  const repeated = names.filter((name, index) => names.indexOf(name) < index).map((name) => `repeated column ${name}`);
  return [...unknown, ...missing, ...repeated];
}

/** The dataset with the fewest errors. */
function nearest(names: string[]): Dataset {
  const distance = (dataset: Dataset) => errorsOf(dataset, names).length;
  return datasets.reduce((best, dataset) => (distance(dataset) < distance(best) ? dataset : best));
}
