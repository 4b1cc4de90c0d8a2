import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { SortKey } from '../../kit/reading/keyset.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { ImagingActivity } from './imaging-activity.entity.ts';
import {
  imagingActivityCondition,
  type ImagingActivityConditions,
  type ImagingActivityOrderField,
} from './imaging-activity.filter.ts';

export const imagingActivities: TableListing<ImagingActivity, ImagingActivityConditions, ImagingActivityOrderField> = {
  name: 'imaging activities',
  from: (db) => db.selectFrom('imaging_activity as a'),
  columns: columnsOf(ImagingActivity, 'a'),
  key: { name: 'ID', expression: sql`a.id`, type: 'text' },
  condition: imagingActivityCondition,
  order: (field, direction) => ({ name: field, expression: orders[field](direction), type: 'bigint' }),
};

const orders: Record<ImagingActivityOrderField, (direction: OrderDirection) => SortKey['expression']> = {
  YEAR: () => sql`a.year`,
  DEVICES: (direction) => unknownLast('a.devices', direction),
  EXAMS: (direction) => unknownLast('a.exams', direction),
};

/** A figure whose unknown values come last: the indexes have the same expression. */
const unknownLast = (column: string, direction: OrderDirection): SortKey['expression'] =>
  sql`coalesce(${sql.ref(column)}, ${sql.lit(direction === OrderDirection.ASC ? 2147483647 : -1)})`;

/** The yearly activities of an establishment. */
export const imagingActivitiesOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`a.establishment_finess`,
  key: establishment.finess,
});
