import { sql } from 'kysely';
import { yearsCondition } from '../../kit/reading/condition.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { InternCensus } from './intern-census.entity.ts';

/** What intern censuses are listed by: their years, all where none are given. */
export interface InternCensusWhere {
  years?: number[] | null;
}

export const internCensuses: TableListing<InternCensus, InternCensusWhere> = {
  name: 'intern censuses',
  from: (db) => db.selectFrom('intern_census as i'),
  columns: {
    establishmentFiness: sql`i.establishment_finess`,
    year: sql`i.year`,
    medicine: sql`i.medicine`,
    generalPractice: sql`i.general_practice`,
    emergency: sql`i.emergency`,
    pharmacy: sql`i.pharmacy`,
    odontology: sql`i.odontology`,
    total: sql`i.total`,
    sourceCode: sql`i.source_code`,
  },
  key: { name: 'YEAR', expression: sql`i.year`, type: 'bigint' },
  condition: ({ years }) => yearsCondition(sql`i.year`, years, 'years'),
};

/** The yearly censuses of an establishment. */
export const internCensusesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`i.establishment_finess`,
  key: establishment.finess,
});
