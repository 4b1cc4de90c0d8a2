import { sql } from 'kysely';
import { inYears, type YearsWhere } from '../../kit/reading/condition.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { AnyQuery } from '../../kit/reading/tables.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { CriticalCare } from './critical-care.entity.ts';
import { DialysisActivity } from './dialysis-activity.entity.ts';
import { EmergencyActivity } from './emergency-activity.entity.ts';
import { OperatingTheatres } from './operating-theatres.entity.ts';
import { PerinatalActivity } from './perinatal-activity.entity.ts';
import type { YearlyFigures } from './yearly-figures.entity.ts';

/** A row with the label of its code, if there is one. */
export type Labelled<Row> = Row & { label: string | null };

/** The yearly figures of a table `a`, with the labels of the codes in one of its columns. */
const yearly = <Row extends YearlyFigures>(
  entity: abstract new () => Row,
  table: string,
  code: 'kind_code' | 'maternity_code',
  system: string,
): TableListing<Labelled<Row>, YearsWhere> => ({
  name: table,
  from: (db) =>
    (db as unknown as { selectFrom(of: string): AnyQuery })
      .selectFrom(`${table} as a`)
      .leftJoin('statistics_code as named', (join) =>
        join.on('named.system', '=', system).onRef('named.code', '=', `a.${code}`),
      ),
  columns: { ...columnsOf(entity, 'a'), label: sql`named.label` } as TableListing<Labelled<Row>>['columns'],
  key: { name: 'YEAR', expression: sql`(a.year, ${sql.ref(`a.${code}`)})`, type: 'text' },
  condition: inYears(sql`a.year`),
});

export const emergencyActivities = yearly(
  EmergencyActivity,
  'emergency_activity',
  'kind_code',
  CodeSystem.emergencyDepartment,
);
export const criticalCares = yearly(CriticalCare, 'critical_care', 'kind_code', CodeSystem.criticalCareUnit);
export const operatingTheatres = yearly(OperatingTheatres, 'operating_theatres', 'kind_code', CodeSystem.operatingRoom);
export const dialysisActivities = yearly(
  DialysisActivity,
  'dialysis_activity',
  'kind_code',
  CodeSystem.dialysisModality,
);
export const perinatalActivities = yearly(
  PerinatalActivity,
  'perinatal_activity',
  'maternity_code',
  CodeSystem.maternityType,
);

/** The yearly figures of an establishment. */
export const yearlyFiguresOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`a.establishment_finess`,
  key: establishment.finess,
});
