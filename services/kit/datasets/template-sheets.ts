import type { WrittenColumn, WrittenSheet } from '../sheets/workbook/worksheet.ts';
import type { DescribedColumn, DescribedDataset } from './describe.ts';
import { formOf, inSheet } from './explain.ts';

/**
 * The sheets of a workbook's template: the rows to fill in, what each column means, and the values of enumerations.
 * @param rows those that are there to correct, with further columns whose names are given
 */
export function templateSheets(
  { name, columns, example }: DescribedDataset,
  notes: readonly string[],
  { rows, further }: { rows: string[][]; further: string[] } = { rows: [], further: [] },
): WrittenSheet[] {
  const values = columns.flatMap((column) =>
    column.enumValues.map((value) => [column.name, value.name, value.meaning]),
  );
  const explained = columns.map((column) => [
    column.name,
    column.french[0] ?? '',
    column.isRequired ? 'required' : '',
    inSheet(column.meaning),
    formOf(column),
    example[column.name] ?? '',
  ]);
  return [
    {
      name,
      rows: [[...columns.map((column) => column.name), ...further], ...rows],
      columns: columns.map((column) => toFillIn(column, values)),
    },
    {
      name: 'columns',
      rows: [
        ['column', 'in French', 'required', 'meaning', 'form', 'example'],
        ...explained,
        [],
        ...notes.map((note) => [note]),
      ],
      columns: [16, 20, 10, 80, 50, 30].map((width) => ({ width, style: 'wrapped' })),
    },
    ...(values.length === 0
      ? []
      : [
          {
            name: 'values',
            rows: [['column', 'value', 'meaning'], ...values],
            columns: [16, 30, 90].map((width) => ({ width, style: 'wrapped' as const })),
          },
        ]),
  ];
}

function toFillIn(column: DescribedColumn, values: readonly string[][]): WrittenColumn {
  const { name, type, isList, isRequired } = column;
  // A spreadsheet would drop the zeros of codes and take other texts for numbers or dates.
  const isText = type.sqlType === 'text' || isList;
  return {
    width: Math.max(12, name.length + 4, isText ? 24 : 0),
    ...(isText && { style: 'text' as const }),
    ...(!isList && { values: allowed(column, values) }),
    prompt: {
      title: `${name}${isRequired ? ' (required)' : ''}`,
      text: `${formOf(column)} ${inSheet(column.meaning)}`,
    },
  };
}

/** Where a spreadsheet finds the values that a column may have; undefined if they are not few. */
function allowed({ name, type }: DescribedColumn, values: readonly string[][]): string | undefined {
  if (type.sqlType === 'boolean') return '"yes,no"';
  const first = values.findIndex(([column]) => column === name);
  if (first === -1) return undefined;
  const last = values.findLastIndex(([column]) => column === name);
  // Below the header, and counted from 1.
  return `values!$B$${first + 2}:$B$${last + 2}`;
}
