import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { disciplineCodes, requireKnownCodes } from '../../kit/reading/known-codes.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { CareUnit } from './care-unit.entity.ts';
import { careUnitCondition, type CareUnitWhere } from './care-unit.filter.ts';

const own = columnsOf(CareUnit, 'u', ['nameFolded']);

/** A row of a list of care units, with the label of the discipline and the numbers of the staffing establishments. */
export interface CareUnitRow extends Pick<CareUnit, keyof typeof own> {
  disciplineLabel: string;
  staffedBy: string[];
}

export const careUnits: TableListing<CareUnitRow, CareUnitWhere> = {
  name: 'care units',
  from: (db) => db.selectFrom('care_unit as u').innerJoin('discipline as d', 'd.code', 'u.discipline_code'),
  columns: {
    ...own,
    disciplineLabel: sql`d.label`,
    staffedBy: sql`array(select s.establishment_finess from care_unit_staff s where s.care_unit_code = u.code order by 1)`,
  },
  key: { name: 'CODE', expression: sql`u.code`, type: 'text' },
  condition: careUnitCondition,
  explainNone: requireKnownCodes({ discipline: disciplineCodes }),
};

/** The units that are located at an establishment or that it staffs. */
export const careUnitsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('care_unit_establishment as o', 'o.care_unit_code', 'u.code'),
});

/** The units that are based on a cooperation action. */
export const careUnitsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`u.action_reference`,
  key: action.reference,
});
