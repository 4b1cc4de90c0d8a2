import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { Pharmacy } from './pharmacy.entity.ts';
import { pharmacyCondition, type PharmacyWhere } from './pharmacy.filter.ts';

const columns = columnsOf(Pharmacy, 'p', ['nameFolded']);

export type PharmacyRow = Pick<Pharmacy, keyof typeof columns>;

export const pharmacies: TableListing<PharmacyRow, PharmacyWhere> = {
  name: 'pharmacies',
  from: (db) => db.selectFrom('pharmacy as p'),
  columns: columns,
  key: { name: 'CODE', expression: sql`p.code`, type: 'text' },
  condition: pharmacyCondition,
};

/** The pharmacies that are located at an establishment or that it operates. */
export const pharmaciesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('pharmacy_establishment as o', 'o.pharmacy_code', 'p.code'),
});
