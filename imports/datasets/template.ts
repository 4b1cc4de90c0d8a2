import { hasPeriod } from './dataset.ts';
import { describe, type DescribedColumn, type DescribedDataset } from './describe.ts';
import { datasetNamed, datasets } from './index.ts';
import { listed } from './rules.ts';

/** A line for each dataset. */
export async function listTemplates(): Promise<string> {
  const described = await Promise.all(datasets.map(describe));
  const width = Math.max(...described.map(({ name }) => name.length));
  const lines = described.map(({ name, meaning }) => `${name.padEnd(width)}  ${meaning}`);
  return ['Templates; print one with npx maillage template <name>:', ...lines, ''].join('\n');
}

/** The CSV template of a dataset: descriptions of the dataset and its columns, an example, and the header. @throws OperatorError */
export async function printTemplate(name: string): Promise<string> {
  const dataset = await describe(datasetNamed(name));
  const { columns, example } = dataset;
  const notes = [
    ...introduction(dataset),
    '',
    ...columns.flatMap(explain),
    '',
    'Example, without the # at its beginning:',
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
    `Add your rows below the header, one per line, and load the file with npx maillage import partner <file>`,
    `Separate the values of a list with |. Lines that begin with # are ignored.`,
    `A row replaces the one with the same ${listed(key)}. Empty cells and missing columns mean unknown.`,
  ];
  if (uniqueTogether)
    notes.push(
      `There can be only one row ${hasPeriod(dataset) ? 'at a time ' : ''}with the same ${listed(uniqueTogether)}.`,
    );
  return notes;
}

function explain({ name, isRequired, isList, refersTo, type, meaning, enumValues }: DescribedColumn): string[] {
  // Null in the graph is empty in a spreadsheet.
  const head = `${name}${isRequired ? ' (required)' : ''}: ${meaning.replaceAll(/\bnull\b/g, 'empty')}`;
  if (enumValues.length > 0) {
    return [
      `${head} ${isList ? 'Any of these, separated by |:' : 'One of:'}`,
      ...enumValues.map((value) => `    ${value.name}: ${value.meaning}`),
    ];
  }
  const form = refersTo?.expected ?? type.expected;
  const template = refersTo?.dataset ? ` (template ${refersTo.dataset})` : '';
  return [
    `${head} ${isList ? 'Any number of values, separated by |, each ' : ''}${isList ? form : capitalise(form)}${template}.`,
  ];
}

const capitalise = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

const cell = (value: string): string => (/[";\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
