import { sql } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import { periodOf } from '../../kit/reading/period.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { CareUnit } from './care-unit.entity.ts';
import { careUnitCondition, type CareUnitWhere } from './care-unit.filter.ts';

/** A care unit as lists read it, with its discipline's label and the numbers of those who staff it. */
export interface CareUnitRow extends Omit<CareUnit, 'nameFolded'> {
  disciplineLabel: string;
  staffedBy: string[];
}

export const careUnits: TableListing<CareUnitRow, CareUnitWhere> = {
  name: 'care units',
  from: (db) => db.selectFrom('care_unit as u').innerJoin('discipline as d', 'd.code', 'u.discipline_code'),
  columns: {
    code: sql`u.code`,
    name: sql`u.name`,
    kind: sql`u.kind`,
    disciplineCode: sql`u.discipline_code`,
    disciplineLabel: sql`d.label`,
    siteFiness: sql`u.site_finess`,
    staffedBy: sql`array(select s.establishment_finess from care_unit_staff s where s.care_unit_code = u.code order by 1)`,
    beds: sql`u.beds`,
    places: sql`u.places`,
    period: periodOf(sql`u.period`),
    actionReference: sql`u.action_reference`,
    sourceCode: sql`u.source_code`,
  },
  key: { name: 'CODE', expression: sql`u.code`, type: 'text' },
  condition: careUnitCondition,
};

/** The units that stand at an establishment or that it staffs. */
export const careUnitsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('care_unit_establishment as o', 'o.care_unit_code', 'u.code'),
});

/** The units that rest on a cooperation action. */
export const careUnitsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`u.action_reference`,
  key: action.reference,
});
