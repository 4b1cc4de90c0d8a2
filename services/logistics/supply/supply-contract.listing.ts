import { sql } from 'kysely';
import { FlowRole } from '../../kit/vocabulary/flow.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { periodOf } from '../../kit/reading/period.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { ProductionUnit } from './production-unit.entity.ts';
import type { SupplyContract } from './supply-contract.entity.ts';
import { supplyContractCondition, type SupplyContractWhere } from './supply-contract.filter.ts';

/** A contract as lists read it, with the name of its object type. */
export interface SupplyContractRow extends SupplyContract {
  __typename: 'MealContract' | 'LinenContract';
}

export const supplyContracts: TableListing<SupplyContractRow, SupplyContractWhere> = {
  name: 'supply contracts',
  from: (db) => db.selectFrom('supply_contract as s'),
  columns: {
    __typename: sql`case s.kind when 'MEALS' then 'MealContract' else 'LinenContract' end`,
    code: sql`s.code`,
    unitCode: sql`s.unit_code`,
    kind: sql`s.kind`,
    customerFiness: sql`s.customer_finess`,
    dailyVolume: sql`s.daily_volume`,
    share: sql`s.share`,
    unitCostEur: sql`s.unit_cost_eur`,
    diets: sql`s.diets`,
    articles: sql`s.articles`,
    period: periodOf(sql`s.period`),
    actionReference: sql`s.action_reference`,
    sourceCode: sql`s.source_code`,
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

/** The contracts of the units that stand at an establishment or that it operates, or those that it is the customer of. */
export const supplyContractsAt = ({ finess }: Establishment, role: FlowRole): Parent =>
  role === FlowRole.PROVIDER
    ? {
        name: 'provider',
        column: sql`o.establishment_finess`,
        key: finess,
        through: (query) => query.innerJoin('production_unit_establishment as o', 'o.unit_code', 's.unit_code'),
      }
    : { name: 'customer', column: sql`s.customer_finess`, key: finess };

/** The contracts that rest on a cooperation action. */
export const supplyContractsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`s.action_reference`,
  key: action.reference,
});
