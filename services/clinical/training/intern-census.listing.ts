import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { yearsCondition } from '../../kit/reading/condition.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { InternCensus } from './intern-census.entity.ts';

/** What intern censuses are listed by: their years, all where none are given. */
export interface InternCensusWhere {
  years?: number[] | null;
}

export const internCensuses: TableListing<InternCensus, InternCensusWhere> = {
  name: 'intern censuses',
  from: (db) => db.selectFrom('intern_census as i'),
  columns: columnsOf(InternCensus, 'i'),
  key: { name: 'YEAR', expression: sql`i.year`, type: 'bigint' },
  condition: ({ years }) => yearsCondition(sql`i.year`, years, 'years'),
};

/** The yearly censuses of an establishment. */
export const internCensusesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`i.establishment_finess`,
  key: establishment.finess,
});
