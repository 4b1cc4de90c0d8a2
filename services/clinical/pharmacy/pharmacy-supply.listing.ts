import { sql } from 'kysely';
import { FlowRole, type FlowWhere } from '../../kit/vocabulary/flow.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { PharmacySupply } from './pharmacy-supply.entity.ts';

export const pharmacySupplies: TableListing<PharmacySupply, FlowWhere> = {
  name: 'pharmacy supplies',
  from: (db) => db.selectFrom('pharmacy_supply as s'),
  columns: columnsOf(PharmacySupply, 's'),
  key: { name: 'CODE', expression: sql`s.code`, type: 'text' },
  condition: ({ asOf }) => holdsOn(sql`s.period`, asOf),
};

/** The supplies by the pharmacies located at or operated by an establishment, or the supplies that it receives. */
export const pharmacySuppliesOf = ({ finess }: Establishment, role: FlowRole): Parent =>
  role === FlowRole.PROVIDER
    ? {
        name: 'provider',
        column: sql`o.establishment_finess`,
        key: finess,
        through: (query) => query.innerJoin('pharmacy_establishment as o', 'o.pharmacy_code', 's.pharmacy_code'),
      }
    : { name: 'customer', column: sql`s.customer_finess`, key: finess };

/** The supplies that are based on a cooperation action. */
export const pharmacySuppliesOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`s.action_reference`,
  key: action.reference,
});
