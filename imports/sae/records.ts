import { BadRecord, WrongLayout } from '../pipeline/bad-record.ts';
import { RecordErrors, type Secondary } from '../pipeline/record-errors.ts';
import { fieldsOf } from '../pipeline/fields.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { splitFields, type Line } from '../pipeline/lines.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';
import type { Table } from './table.ts';
import { wholeLines } from './whole-lines.ts';

/** Returns the field of a line by the name of its column. */
export type Cell = (column: string) => string;

/** Handles the lines of a table. */
interface LineHandler {
  /** Stages a line. @throws BadRecord when it cannot be loaded */
  accept(cell: Cell, line: Line, secondary: Secondary): Promise<void>;
  /** Handles a rejected line, whose fields are empty where they cannot be read. */
  reject(cell: Cell, line: Line): Promise<void>;
}

/** Reads a table line by line; bad lines are rejected. @throws OperatorError when the table is not what it claims to be */
export async function readRecords(
  session: Session,
  input: InputFile,
  table: Table,
  handler: LineHandler,
): Promise<void> {
  const errors = new RecordErrors(session, input);
  for await (const lines of wholeLines(input, table.width)) {
    for (const line of lines) {
      session.countRead(input);
      try {
        const cell = cellsOf(fieldsOf(line), table);
        requireSameTable(cell, input, table, line);
        await handler.accept(
          cell,
          line,
          errors.secondary(line.number, () => line.text),
        );
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
  // Empty fields at the end are ignored, as spreadsheets add them.
  if (fields.length < width || fields.some((field, index) => index >= width && field !== ''))
    throw new WrongLayout(`the line has ${fields.length} fields instead of the ${width} of the header`);
  return (column) => fields[columns.get(column)!]?.trim() ?? '';
}

/**
 * A file with two years or two tables is refused, as its rows would get mixed.
 * @throws BadRecord for a line of another year in a file whose name states its year, as published ones have
 */
function requireSameTable(cell: Cell, input: InputFile, table: Table, { number }: Line): void {
  const { name, year, isDated, columns } = table;
  const isOfYear = !columns.has('AN') || cell('AN') === String(year);
  if (!isOfYear && isDated)
    throw new BadRecord(`the line is of ${cell('AN') || 'no year'} (AN), but the table is of ${year}`);
  if (!isOfYear)
    throw refusal(input, number, `the line is of ${cell('AN') || 'no year'} (AN), but the first line is of ${year}`);
  if (columns.has('BOR') && cell('BOR') !== name)
    throw refusal(
      input,
      number,
      `the line is of the table ${cell('BOR') || '(none)'} (BOR), but the first line is of ${name}`,
    );
}

function readableCells({ text }: Line, { columns }: Table): Cell {
  const fields = text.includes('\0') ? [] : (splitFields(text) ?? []);
  return (column) => fields[columns.get(column)!]?.trim() ?? '';
}
