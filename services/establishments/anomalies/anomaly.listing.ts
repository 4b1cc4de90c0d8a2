import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { TableListing } from '../tables.ts';
import { Anomaly } from './anomaly.entity.ts';
import { anomalyCondition, type AnomalyWhere } from './anomaly.filter.ts';

export const anomalies: TableListing<Anomaly, AnomalyWhere> = {
  name: 'anomalies',
  from: (db) => db.selectFrom('anomaly as a'),
  columns: columnsOf(Anomaly, 'a'),
  key: { name: 'ID', expression: sql`a.id`, type: 'bigint' },
  condition: anomalyCondition,
};

/** The key of an anomaly in a global id; null if it is none. */
export const anomalyKey = (key: string): string | null => (/^\d{1,18}$/.test(key) ? key : null);
