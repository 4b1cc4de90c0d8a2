import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { Grouping } from '../foreign/grouping.entity.ts';
import type { Context, TableListing } from '../tables.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { productionUnitCondition, type ProductionUnitConditions } from './production-unit.filter.ts';
import type { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

const own = columnsOf(ProductionUnit, 'u', ['nameFolded']);

/** A row of a list of production units, with the name of its object type. */
export interface ProductionUnitRow extends Pick<ProductionUnit, keyof typeof own> {
  __typename: 'Kitchen' | 'Laundry';
}

export const productionUnits: TableListing<ProductionUnitRow, ProductionUnitConditions> = {
  name: 'production units',
  from: (db) => db.selectFrom('production_unit as u'),
  columns: {
    __typename: sql`case u.kind when 'MEALS' then 'Kitchen' else 'Laundry' end`,
    ...own,
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

/** The production unit with a code, if it is of the kind. Units of both kinds are read in one batch. */
export async function findUnit(context: Context, code: string, kind: SupplyKind): Promise<ProductionUnitRow | null> {
  const unit = await context.find(productionUnits, code);
  return unit?.kind === kind ? unit : null;
}

/** The production units that are located at an establishment or that it operates. */
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

/** The production units that are based on a cooperation action. */
export const productionUnitsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`u.action_reference`,
  key: action.reference,
});
