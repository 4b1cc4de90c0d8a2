import type { Upload } from '../../../platform/contract/subgraph.ts';
import { clientError } from '../../../platform/errors.ts';
import { readSheets } from '../sheets/read-sheets.ts';
import { UnreadableSheet } from '../sheets/sheet.ts';
import type { Dataset } from './dataset.ts';
import { rowsOfJson } from './json-rows.ts';
import type { Row } from './read.ts';
import { rowOf, tableOf, tooLong, type Advice } from './table.ts';

/** The rows of a file, and what is left out of it, in words. */
export interface UploadedRows {
  rows: Row[];
  notices: string[];
}

const advice: Advice = {
  template: (name = '{dataset}') => `GET /datasets/${name}/template`,
  others: 'the address',
};

/** The rows of a dataset in a file that was sent. @throws GraphQLError if it is not a file of this dataset */
export async function uploadedRows(dataset: Dataset, { form, bytes }: Upload): Promise<UploadedRows> {
  if (form === 'json') return { rows: rowsOfJson(dataset, bytes), notices: [] };
  try {
    const table = tableOf(await readSheets([bytes]), [dataset], advice);
    const rows = table.rows.map((row): Row => {
      const excess = tooLong(table, row);
      const given = rowOf(table, row, `line ${row.line}`);
      if (excess === undefined) return given;
      return { ...given, faults: [{ number: row.line, column: dataset.key[0]!, value: null, message: excess }] };
    });
    return { rows, notices: table.notices.map((notice) => `line ${table.header.line}: ${notice}`) };
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    const { line, message } = error;
    throw clientError(
      'BAD_USER_INPUT',
      line === undefined ? `The file ${message}.` : `Line ${line} of the file: ${message}.`,
    );
  }
}
