import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { inYears, type YearsWhere } from '../../kit/reading/condition.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Grouping } from '../foreign/grouping.entity.ts';
import type { TableListing } from '../tables.ts';
import { GroupingImagingActivity } from './imaging-activity.entity.ts';

export const groupingImagingActivities: TableListing<GroupingImagingActivity, YearsWhere> = {
  name: 'imaging activities of groupings',
  from: (db) => db.selectFrom('grouping_imaging_activity as a'),
  columns: columnsOf(GroupingImagingActivity, 'a'),
  key: { name: 'YEAR', expression: sql`(a.year, a.modality)`, type: 'text' },
  condition: inYears(sql`a.year`),
};

/** The yearly imaging activities of a grouping: all its members together. */
export const imagingActivitiesIn = (grouping: Grouping): Parent => ({
  name: 'grouping',
  column: sql`a.grouping_code`,
  key: grouping.code,
});
