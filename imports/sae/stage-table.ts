import { ownValue } from '../../platform/own-value.ts';
import { count, finessNumber, optional, required } from '../pipeline/checks.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Line } from '../pipeline/lines.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import type { Session } from '../pipeline/session.ts';
import type { Staging } from '../pipeline/staging.ts';
import { measuresOf, type Layout, type FigureRow } from './layout.ts';
import type { Measure } from './measures.ts';
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
      if (layout.subsets?.test(part)) return;
      const rows = ownValue(layout.figureRows, part);
      if (!rows) throw new BadRecord(`unknown ${layout.part} ${part || '(empty)'}`);
      const record = recordOf(layout, cell, line, part);
      const read = rows.map((row) => ({ row, values: valuesOf(row, cell) }));
      await records.add(record);
      for (const { row, values } of read) {
        // All figures are empty: the owner does not have this discipline or device.
        if (Object.values(values).every((value) => value === null)) continue;
        await figures.get(row.measure)!.add({ line: line.number, kind: row.kind, ...values });
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

/** In some years, the codes of groups lack their leading zero. */
const ownerOf = (layout: Layout, cell: Cell): string =>
  layout.owner === 'GHT_CODE' ? cell('GHT_CODE').replace(/^\d{4}$/, '0$&') : cell('FI');

function valuesOf({ figures }: FigureRow, cell: Cell): Record<string, number | null> {
  const sums = Object.entries(figures).map(([figure, columns]) => {
    const parts = columns.map((column) => count(cell(column), column)).filter((value) => value !== null);
    return [figure, parts.length > 0 ? parts.reduce((one, two) => one + two) : null] as const;
  });
  return Object.fromEntries(sums);
}
