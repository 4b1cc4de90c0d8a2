import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { WorkforceNeed } from './workforce-need.entity.ts';

/** The conditions on workforce needs: their day, which defaults to today. */
interface WorkforceNeedWhere {
  asOf?: string | null;
}

/** A row of a list of workforce needs, with the label of the specialty. */
export interface WorkforceNeedRow extends WorkforceNeed {
  specialtyLabel: string;
}

export const workforceNeeds: TableListing<WorkforceNeedRow, WorkforceNeedWhere> = {
  name: 'workforce needs',
  from: (db) => db.selectFrom('workforce_need as n').innerJoin('specialty as s', 's.code', 'n.specialty_code'),
  columns: {
    ...columnsOf(WorkforceNeed, 'n'),
    specialtyLabel: sql`s.label`,
  },
  key: { name: 'CODE', expression: sql`n.code`, type: 'text' },
  condition: ({ asOf }) => holdsOn(sql`n.period`, asOf),
};

/** The workforce needs of an establishment. */
export const workforceNeedsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`n.establishment_finess`,
  key: establishment.finess,
});
