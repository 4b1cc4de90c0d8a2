import { sql } from 'kysely';
import { inYears, type YearsWhere } from '../../kit/reading/condition.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { Grouping } from '../foreign/grouping.entity.ts';
import { CareActivity, GroupingCareActivity } from './care-activity.entity.ts';

const byYear = {
  key: { name: 'YEAR', expression: sql`(a.year, a.discipline)`, type: 'text' },
  condition: inYears(sql`a.year`),
} as const;

export const careActivities: TableListing<CareActivity, YearsWhere> = {
  name: 'care activities',
  from: (db) => db.selectFrom('care_activity as a'),
  columns: columnsOf(CareActivity, 'a'),
  ...byYear,
};

export const groupingCareActivities: TableListing<GroupingCareActivity, YearsWhere> = {
  name: 'care activities of groupings',
  from: (db) => db.selectFrom('grouping_care_activity as a'),
  columns: columnsOf(GroupingCareActivity, 'a'),
  ...byYear,
};

/** The yearly activities of an establishment. */
export const careActivitiesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`a.establishment_finess`,
  key: establishment.finess,
});

/** The yearly activities of a grouping: all its members together. */
export const careActivitiesIn = (grouping: Grouping): Parent => ({
  name: 'grouping',
  column: sql`a.grouping_code`,
  key: grouping.code,
});
