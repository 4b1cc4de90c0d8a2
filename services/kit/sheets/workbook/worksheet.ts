import { lettersOf } from '../letters.ts';
import { escaped } from './escaped.ts';

/** A sheet to write: a header, which stays in view, and the rows below it. */
export interface WrittenSheet {
  name: string;
  rows: readonly (readonly string[])[];
  columns?: readonly WrittenColumn[];
}

/** How a column is shown, and what a spreadsheet allows in its cells. */
export interface WrittenColumn {
  /** In characters. */
  width: number;
  /** Text stays as it is typed; a text on several lines is wrapped. Otherwise, a spreadsheet recognises numbers and dates. */
  style?: 'text' | 'wrapped';
  /** Where the values are that its cells may have. */
  values?: string;
  /** What is shown beside a cell that is being filled in. */
  prompt?: { title: string; text: string };
}

const styleOf = { plain: 0, text: 1, header: 2, wrapped: 3 };
const [maxPromptTitle, maxPrompt, maxText] = [32, 255, 32_767];
const lastRow = 1_048_576;

/** The part of a workbook that has a sheet. */
export function worksheet({ rows, columns = [] }: WrittenSheet, namespace: string): string {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), columns.length);
  const shown = Array.from({ length: width }, (_, index) => columns[index] ?? { width: 20, style: 'text' as const });
  const cols = shown.map(
    (column, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${column.width}" style="${styleOf[column.style ?? 'plain']}" customWidth="1"/>`,
  );
  const data = rows.map((cells, index) => {
    const written = cells.map((cell, position) =>
      cell === ''
        ? ''
        : cellOf(
            cell,
            `${lettersOf(position)}${index + 1}`,
            index === 0 ? 'header' : (shown[position]!.style ?? 'text'),
          ),
    );
    return `<row r="${index + 1}">${written.join('')}</row>`;
  });
  return `<worksheet xmlns="${namespace}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>${data.join('')}</sheetData>${validations(columns)}</worksheet>`;
}

const cellOf = (text: string, place: string, style: keyof typeof styleOf): string =>
  `<c r="${place}" s="${styleOf[style]}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, maxText))}</t></is></c>`;

function validations(columns: readonly WrittenColumn[]): string {
  const rules = columns.flatMap(({ values, prompt }, index) => {
    if (values === undefined && prompt === undefined) return [];
    const type = values === undefined ? '' : ' type="list" showErrorMessage="1"';
    const shown = prompt
      ? ` showInputMessage="1" promptTitle="${escaped(prompt.title.slice(0, maxPromptTitle))}" prompt="${escaped(shortened(prompt.text))}"`
      : '';
    const formula = values === undefined ? '' : `<formula1>${escaped(values)}</formula1>`;
    const letters = lettersOf(index);
    return `<dataValidation allowBlank="1"${type}${shown} sqref="${letters}2:${letters}${lastRow}">${formula}</dataValidation>`;
  });
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}

const shortened = (text: string): string => (text.length > maxPrompt ? `${text.slice(0, maxPrompt - 1)}…` : text);
