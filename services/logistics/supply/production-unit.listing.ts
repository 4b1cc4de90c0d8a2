import { sql } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { Grouping } from '../foreign/grouping.entity.ts';
import type { Context, TableListing } from '../tables.ts';
import type { ProductionUnit } from './production-unit.entity.ts';
import { productionUnitCondition, type ProductionUnitConditions } from './production-unit.filter.ts';
import type { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

/** A production unit as lists read it, with the name of its object type. */
export interface ProductionUnitRow extends Omit<ProductionUnit, 'nameFolded'> {
  __typename: 'Kitchen' | 'Laundry';
}

export const productionUnits: TableListing<ProductionUnitRow, ProductionUnitConditions> = {
  name: 'production units',
  from: (db) => db.selectFrom('production_unit as u'),
  columns: {
    __typename: sql`case u.kind when 'MEALS' then 'Kitchen' else 'Laundry' end`,
    code: sql`u.code`,
    kind: sql`u.kind`,
    name: sql`u.name`,
    status: sql`u.status`,
    siteFiness: sql`u.site_finess`,
    operatorFiness: sql`u.operator_finess`,
    operatedByCode: sql`u.operated_by_code`,
    dailyCapacity: sql`u.daily_capacity`,
    delivery: sql`u.delivery`,
    hygieneCertified: sql`u.hygiene_certified`,
    actionReference: sql`u.action_reference`,
    sourceCode: sql`u.source_code`,
  },
  key: { name: 'CODE', expression: sql`u.code`, type: 'text' },
  condition: productionUnitCondition,
};

/** The production units of one kind. */
export const unitsOfKind = (name: string, kind: SupplyKind): typeof productionUnits => ({
  ...productionUnits,
  name,
  from: (db) => productionUnits.from(db).where('u.kind', '=', kind),
});

/** The production unit with a code, if it is of one kind. Units of both kinds are read together, and each only once. */
export async function findUnit(context: Context, code: string, kind: SupplyKind): Promise<ProductionUnitRow | null> {
  const unit = await context.find(productionUnits, code);
  return unit?.kind === kind ? unit : null;
}

/** The production units that stand at an establishment or that it operates. */
export const productionUnitsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('production_unit_establishment as o', 'o.unit_code', 'u.code'),
});

/** The production units that a grouping operates. */
export const productionUnitsBy = (grouping: Grouping): Parent => ({
  name: 'grouping',
  column: sql`u.operated_by_code`,
  key: grouping.code,
});

/** The production units that rest on a cooperation action. */
export const productionUnitsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`u.action_reference`,
  key: action.reference,
});
