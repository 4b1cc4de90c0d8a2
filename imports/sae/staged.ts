import type pg from 'pg';
import { Staging } from '../../services/kit/database/staging.ts';
import type { Measure } from './measures.ts';

/** A line of a table of figures, without the figures. */
export interface StagedRecord {
  line: number;
  raw: string;
  /** False for a rejected line with a readable owner: the figures of an earlier import are kept. */
  listed: boolean;
  /** The establishment's number, or the group's code. */
  owner: string;
  part: string;
  name: string | null;
  legal_entity_finess: string | null;
}

const text = 'text collate "C"';
const recordTypes = {
  line: 'bigint',
  raw: text,
  listed: 'boolean',
  owner: text,
  part: text,
  name: text,
  legal_entity_finess: text,
} as const;

export const stageRecords = (client: pg.Client): Promise<Staging<StagedRecord>> =>
  Staging.create<StagedRecord>(client, 'staged_record', recordTypes);

/** The figures of one kind from a line. */
export type StagedFigures = { line: number; kind: string } & Record<string, number | string | boolean | null>;

/** The name of the table that a measure's figures are staged in. */
export const stagedFigures = ({ table }: Measure): string => `staged_${table.split('.').at(-1)}`;

export const stageFigures = (client: pg.Client, measure: Measure): Promise<Staging<StagedFigures>> =>
  Staging.create<StagedFigures>(client, stagedFigures(measure), {
    line: 'bigint',
    kind: text,
    ...measure.figures,
  });
