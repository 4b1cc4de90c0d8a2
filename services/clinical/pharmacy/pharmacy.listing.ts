import { sql } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import { periodOf } from '../../kit/reading/period.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { Pharmacy } from './pharmacy.entity.ts';
import { pharmacyCondition, type PharmacyWhere } from './pharmacy.filter.ts';

export type PharmacyRow = Omit<Pharmacy, 'nameFolded'>;

export const pharmacies: TableListing<PharmacyRow, PharmacyWhere> = {
  name: 'pharmacies',
  from: (db) => db.selectFrom('pharmacy as p'),
  columns: {
    code: sql`p.code`,
    name: sql`p.name`,
    siteFiness: sql`p.site_finess`,
    operatedByFiness: sql`p.operated_by_finess`,
    activities: sql`p.activities`,
    period: periodOf(sql`p.period`),
    sourceCode: sql`p.source_code`,
  },
  key: { name: 'CODE', expression: sql`p.code`, type: 'text' },
  condition: pharmacyCondition,
};

/** The pharmacies that stand at an establishment or that it operates. */
export const pharmaciesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('pharmacy_establishment as o', 'o.pharmacy_code', 'p.code'),
});
