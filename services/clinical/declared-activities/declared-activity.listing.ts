import { sql } from 'kysely';
import { inYears, type YearsWhere } from '../../kit/reading/condition.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { DeclaredActivity } from './declared-activity.entity.ts';

/** A row of a list of declared activities, with the label of the activity if there is one. */
export interface DeclaredActivityRow extends DeclaredActivity {
  activityLabel: string | null;
}

export const declaredActivities: TableListing<DeclaredActivityRow, YearsWhere> = {
  name: 'declared activities',
  from: (db) =>
    db
      .selectFrom('declared_activity as a')
      .leftJoin('statistics_code as activity', (join) =>
        join.on('activity.system', '=', CodeSystem.declaredActivity).onRef('activity.code', '=', 'a.activity_code'),
      ),
  columns: { ...columnsOf(DeclaredActivity, 'a'), activityLabel: sql`activity.label` },
  key: { name: 'YEAR', expression: sql`(a.year, a.activity_code)`, type: 'text' },
  condition: inYears(sql`a.year`),
};

/** The yearly declarations of an establishment. */
export const declaredActivitiesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`a.establishment_finess`,
  key: establishment.finess,
});
