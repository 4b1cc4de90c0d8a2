import { count, decimal, finessNumber, flag, optional, required } from '../pipeline/checks.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Line } from '../pipeline/lines.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import type { Session } from '../pipeline/session.ts';
import type { Staging } from '../../services/kit/database/staging.ts';
import { withLeadingZero } from '../register/grouping-codes.ts';
import { measuresOf, rowsOf, type Layout, type FigureRow } from './layouts/layout.ts';
import type { FigureType, Measure } from './measures.ts';
import { readRecords, type Cell } from './records.ts';
import { stageFigures, stageRecords, type StagedFigures, type StagedRecord } from './staged.ts';
import type { Table } from './table.ts';

/** Copies a table's lines and their figures to the staging tables. @throws OperatorError */
export async function stageTable(session: Session, input: InputFile, table: Table, layout: Layout): Promise<void> {
  const { client } = session;
  const records = await stageRecords(client);
  const figures = new Map<Measure, Staging<StagedFigures>>();
  for (const measure of measuresOf(layout)) figures.set(measure, await stageFigures(client, measure));
  await readRecords(session, input, table, {
    async accept(cell, line) {
      const part = layout.part ? cell(layout.part) : '';
      if (layout.leftOut?.test(part)) return;
      const rows = rowsOf(layout, part);
      if (!rows) throw new BadRecord(`unknown ${layout.part} ${part || '(empty)'}`);
      const record = recordOf(layout, cell, line, part);
      const read = rows.map((row) => ({ row, values: valuesOf(row, cell) }));
      await records.add(record);
      for (const { row, values } of read) {
        // All figures are empty: the owner does not have this discipline or device.
        if (Object.values(values).every((value) => value === null)) continue;
        await figures.get(row.measure)!.add({ line: line.number, kind: row.kind ?? part, ...values });
      }
    },
    async reject(cell, line) {
      const owner = ownerOf(layout, cell);
      if (/^\w+$/.test(owner))
        await records.add({ ...blank, line: line.number, owner, part: layout.part ? cell(layout.part) : '' });
    },
  });
  for (const staging of [records, ...figures.values()]) await staging.flush();
}

const blank = { raw: '', listed: false, name: null, legal_entity_finess: null };

function recordOf(layout: Layout, cell: Cell, { number, text }: Line, part: string): StagedRecord {
  const about = { line: number, raw: text, listed: true, part };
  if (layout.owner === 'FI') {
    return {
      ...about,
      owner: finessNumber(cell('FI'), 'the number (FI)'),
      name: optional(cell(layout.name)),
      legal_entity_finess: finessNumber(cell('FI_EJ'), "the legal entity's number (FI_EJ)"),
    };
  }
  const owner = ownerOf(layout, cell);
  if (!/^\d{5}$/.test(owner))
    throw new BadRecord(`the code ${cell(layout.owner) || '(empty)'} is not the code of a group`);
  return { ...about, owner, name: required(cell(layout.name), 'the name of the group'), legal_entity_finess: null };
}

const ownerOf = (layout: Layout, cell: Cell): string =>
  layout.owner === 'GHT_CODE' ? withLeadingZero(cell('GHT_CODE')) : cell('FI');

type Value = number | boolean | string | null;

/** How the cells of a type are read. */
const readings: Record<FigureType, (text: string, column: string) => Value> = {
  int: count,
  numeric: decimal,
  boolean: flag,
  text: optional,
};

function valuesOf({ measure, figures }: FigureRow, cell: Cell): Record<string, Value> {
  const read = Object.entries(figures).map(([figure, columns]) => {
    const parts = columns.map((column) => readings[measure.figures[figure]!](cell(column), column));
    return [figure, together(parts.filter((value) => value !== null))] as const;
  });
  return Object.fromEntries(read);
}

/** Numbers are added up; other values are of one column. */
function together(parts: (number | boolean | string)[]): Value {
  const [first = null, ...others] = parts;
  return typeof first === 'number' ? others.reduce((sum: number, part) => sum + Number(part), first) : first;
}
