import { csvOf } from '../sheets/write-csv.ts';
import { workbookOf } from '../sheets/workbook/write-workbook.ts';
import { hasPeriod } from './dataset.ts';
import type { DescribedColumn, DescribedDataset } from './describe.ts';
import { formOf, inSheet } from './explain.ts';
import { listed } from './rules.ts';
import { templateSheets } from './template-sheets.ts';

/** A line for each dataset. */
export function listTemplates(datasets: readonly DescribedDataset[]): string {
  const width = Math.max(...datasets.map(({ name }) => name.length));
  const lines = datasets.map(({ name, meaning }) => `${name.padEnd(width)}  ${meaning}`);
  return ['Templates; print one with npx maillage template <name>:', ...lines, ''].join('\n');
}

/**
 * The template of a dataset as a workbook: a sheet to fill in, and what the dataset and its columns mean, with an example.
 * @param filled the rows that it has already, with the names of the columns that they have besides
 */
export function workbookTemplate(
  dataset: DescribedDataset,
  filled?: { rows: string[][]; further: string[] },
): Promise<Buffer> {
  return workbookOf(templateSheets(dataset, introduction(dataset), filled));
}

/** The template of a dataset as CSV: what the dataset and its columns mean, with an example, in comments, and the header. */
export function csvTemplate(dataset: DescribedDataset): string {
  const { columns, example } = dataset;
  const comments = [
    ...introduction(dataset),
    'Lines that begin with # are ignored.',
    '',
    ...columns.flatMap(explain),
    '',
    'Example, without the # at its beginning:',
  ];
  const [first, ...rest] = columns.map((column) => example[column.name] ?? '');
  return csvOf([
    ...comments.map((comment) => [`# ${comment}`.trimEnd()]),
    [`# ${first}`, ...rest],
    columns.map((column) => column.name),
  ]);
}

function introduction(dataset: DescribedDataset): string[] {
  const { name, meaning, key, uniqueTogether } = dataset;
  const notes = [
    `${name}: ${meaning}`,
    `Add your rows below the header, one per line, and load the file with npx maillage import partner <file>, or send it to the hub: PUT /datasets/${name}`,
    `Separate the values of a list with |. Columns may be in any order, with their names in English or in French; others are left out.`,
    `A row replaces the one with the same ${listed(key)}. An empty cell empties the value that is stored, a missing column leaves it as it is.`,
  ];
  if (uniqueTogether)
    notes.push(
      `There can be only one row ${hasPeriod(dataset) ? 'at a time ' : ''}with the same ${listed(uniqueTogether)}.`,
    );
  return notes;
}

function explain(column: DescribedColumn): string[] {
  const { name, french, isRequired, isList, meaning, enumValues } = column;
  const about = [...(isRequired ? ['required'] : []), ...french.slice(0, 1).map((each) => `in French ${each}`)];
  const head = `${name} (${about.join(', ')}): ${inSheet(meaning)}`;
  if (enumValues.length === 0) return [`${head} ${formOf(column)}`];
  return [
    `${head} ${isList ? 'Any of these, separated by |:' : 'One of:'}`,
    ...enumValues.map((value) => `    ${value.name}: ${value.meaning}`),
  ];
}
