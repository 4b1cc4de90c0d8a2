import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { TableListing } from '../tables.ts';
import { CooperationActionHistory } from './action-status.entity.ts';
import type { CooperationActionRow } from './cooperation-action.listing.ts';
import type { ActionStatus } from './cooperation.ts';

export const actionStatuses: TableListing<CooperationActionHistory> = {
  name: 'statuses of cooperation actions',
  from: (db) => db.selectFrom('cooperation_action_history as h'),
  columns: columnsOf(CooperationActionHistory, 'h'),
  key: { name: 'PLACE', expression: sql`h.place`, type: 'date' },
};

/** The statuses of an action, oldest first. */
export const statusesOf = (action: CooperationActionRow): Parent => ({
  name: 'action',
  column: sql`h.action_reference`,
  key: action.reference,
});

/** The status of a day among those of an action; null before the first one that is known. */
export const statusOn = (statuses: readonly CooperationActionHistory[], day: string): ActionStatus | null =>
  statuses.findLast(({ knownFrom }) => knownFrom <= day)?.status ?? null;
