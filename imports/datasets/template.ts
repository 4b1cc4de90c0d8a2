import { hasPeriod } from './dataset.ts';
import { describe, type DescribedColumn, type DescribedDataset } from './describe.ts';
import { datasetNamed, datasets } from './index.ts';
import { listed } from './rules.ts';

/** A line on each dataset, for choosing among their templates. */
export async function listTemplates(): Promise<string> {
  const described = await Promise.all(datasets.map(describe));
  const width = Math.max(...described.map(({ name }) => name.length));
  const lines = described.map(({ name, meaning }) => `${name.padEnd(width)}  ${meaning}`);
  return ['Templates, each printed by npx maillage template NAME:', ...lines, ''].join('\n');
}

/** The CSV template of a dataset: what it is and how each column is filled in, the header, and an example. @throws OperatorError */
export async function printTemplate(name: string): Promise<string> {
  const dataset = await describe(datasetNamed(name));
  const { columns, example } = dataset;
  const notes = [
    ...introduction(dataset),
    '',
    ...columns.flatMap(explain),
    '',
    'An example, to be read without its #:',
  ];
  return [
    ...notes.map((note) => `# ${note}`.trimEnd()),
    `# ${columns.map((column) => cell(example[column.name] ?? '')).join(';')}`,
    columns.map((column) => column.name).join(';'),
    '',
  ].join('\n');
}

function introduction(dataset: DescribedDataset): string[] {
  const { name, meaning, key, uniqueTogether } = dataset;
  const notes = [
    `${name}: ${meaning}`,
    `Fill in a row a line below the header, and load the file with npx maillage import partner FILE.csv`,
    `Lists within a cell are separated by |. Lines that begin with # are not read.`,
    `A row replaces the one with the same ${listed(key)}: what is left empty, or has no column, counts as unknown.`,
  ];
  if (uniqueTogether)
    notes.push(`Only one row ${hasPeriod(dataset) ? 'at a time ' : ''}has the same ${listed(uniqueTogether)}.`);
  return notes;
}

function explain({ name, isRequired, isList, refersTo, type, meaning, enumValues }: DescribedColumn): string[] {
  // What is null in the graph is empty in a spreadsheet.
  const head = `${name}${isRequired ? ' (required)' : ''}: ${meaning.replaceAll(/\bnull\b/g, 'empty')}`;
  if (enumValues.length > 0) {
    return [
      `${head} ${isList ? 'Any, separated by |, of' : 'One of'}`,
      ...enumValues.map((value) => `    ${value.name}: ${value.meaning}`),
    ];
  }
  const form = `${refersTo?.expected ?? type.expected}`.replace(/,$/, '');
  const template = refersTo?.dataset ? ` (template ${refersTo.dataset})` : '';
  return [
    `${head} ${isList ? 'Any number, separated by |, each ' : ''}${isList ? form : capitalise(form)}${template}.`,
  ];
}

const capitalise = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const cell = (value: string): string => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
