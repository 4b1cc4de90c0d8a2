import { WrongLayout } from '../pipeline/bad-record.ts';
import { RecordErrors } from '../pipeline/record-errors.ts';
import { fieldsOf } from '../pipeline/fields.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readLines, splitFields, type Line } from '../pipeline/lines.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';
import type { Table } from './table.ts';

/** A line's field by the name of its column. */
export type Cell = (column: string) => string;

/** What is done with each line of a table. */
interface LineHandler {
  /** Takes a line over. @throws BadRecord when it cannot be */
  accept(cell: Cell, line: Line): Promise<void>;
  /** Takes note of a line that is left out, as far as it can be read. */
  reject(cell: Cell, line: Line): Promise<void>;
}

/** Reads a table line by line; a bad one is left out. @throws OperatorError when the table is not what it says */
export async function readRecords(
  session: Session,
  input: InputFile,
  table: Table,
  handler: LineHandler,
): Promise<void> {
  const errors = new RecordErrors(session, input);
  for await (const lines of readLines(input)) {
    for (const line of lines) {
      // The header, which has been read.
      if (line.number === 1) continue;
      session.countRead(input);
      try {
        const cell = cellsOf(fieldsOf(line), table);
        requireSameTable(cell, input, table, line);
        await handler.accept(cell, line);
      } catch (error) {
        errors.add(error, line.number, line.text);
        await handler.reject(readableCells(line, table), line);
      }
    }
    session.progress.update(input);
  }
  errors.finish();
}

function cellsOf(fields: string[], { columns, width }: Table): Cell {
  // Empty ones at the end count for nothing: spreadsheets pad.
  if (fields.length < width || fields.some((field, index) => index >= width && field !== ''))
    throw new WrongLayout(`the line has ${fields.length} fields and not the ${width} of the header`);
  return (column) => fields[columns.get(column)!]!.trim();
}

/** A table of two years, or two tables in one, would be told apart by nothing: the whole file is refused. */
function requireSameTable(cell: Cell, input: InputFile, { name, year, columns }: Table, { number }: Line): void {
  if (!columns.has('BOR')) return;
  if (cell('AN') !== String(year))
    throw refusal(input, number, `the line is of ${cell('AN') || 'no year'} (AN), where the first one is of ${year}`);
  if (cell('BOR') !== name)
    throw refusal(
      input,
      number,
      `the line is of the table ${cell('BOR') || '(none)'} (BOR), where the first one is of ${name}`,
    );
}

function readableCells({ text }: Line, { columns }: Table): Cell {
  const fields = text.includes('\0') ? [] : (splitFields(text) ?? []);
  return (column) => fields[columns.get(column)!]?.trim() ?? '';
}
