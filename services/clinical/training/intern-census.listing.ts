import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { inYears, type YearsWhere } from '../../kit/reading/condition.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing, Tables } from '../tables.ts';
import { InternCensus } from './intern-census.entity.ts';

export const internCensuses: TableListing<InternCensus, YearsWhere> = {
  name: 'intern censuses',
  // With the sums over the sites of legal entities.
  from: (db) => db.selectFrom(sql<Tables['intern_census']>`establishment_intern_census`.as('i')),
  columns: columnsOf(InternCensus, 'i'),
  key: { name: 'YEAR', expression: sql`i.year`, type: 'bigint' },
  condition: inYears(sql`i.year`),
};

/** The yearly censuses of an establishment. */
export const internCensusesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`i.establishment_finess`,
  key: establishment.finess,
});
