import { sql } from 'kysely';
import { FlowRole } from '../../kit/vocabulary/flow.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { ProductionUnit } from './production-unit.entity.ts';
import { SupplyContract, type SupplierFiness } from './supply-contract.entity.ts';
import { supplyContractCondition, type SupplyContractWhere } from './supply-contract.filter.ts';

/** A row of a list of contracts, with the name of its object type. */
export interface SupplyContractRow extends SupplyContract, SupplierFiness {
  __typename: 'MealContract' | 'LinenContract';
}

export const supplyContracts: TableListing<SupplyContractRow, SupplyContractWhere> = {
  name: 'supply contracts',
  from: (db) => db.selectFrom('supply_contract as s').innerJoin('production_unit as p', 'p.code', 's.unit_code'),
  columns: {
    __typename: sql`case s.kind when 'MEALS' then 'MealContract' else 'LinenContract' end`,
    ...columnsOf(SupplyContract, 's'),
    siteFiness: sql`p.site_finess`,
    operatorFiness: sql`p.operator_finess`,
  },
  key: { name: 'CODE', expression: sql`s.code`, type: 'text' },
  condition: supplyContractCondition,
};

/** The contracts of a production unit. */
export const supplyContractsOf = (unit: Pick<ProductionUnit, 'code'>): Parent => ({
  name: 'unit',
  column: sql`s.unit_code`,
  key: unit.code,
});

/** The contracts of the units located at or operated by an establishment, or the contracts of which it is the customer. */
export const supplyContractsAt = ({ finess }: Establishment, role: FlowRole): Parent =>
  role === FlowRole.PROVIDER
    ? {
        name: 'provider',
        column: sql`o.establishment_finess`,
        key: finess,
        through: (query) => query.innerJoin('production_unit_establishment as o', 'o.unit_code', 's.unit_code'),
      }
    : { name: 'customer', column: sql`s.customer_finess`, key: finess };

/** The contracts that are based on a cooperation action. */
export const supplyContractsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`s.action_reference`,
  key: action.reference,
});
