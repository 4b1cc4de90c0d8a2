import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { position, sequence } from '../../kit/reading/commit-order.ts';
import { requireKnownCodes } from '../../kit/reading/known-codes.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { establishmentNumbers, territoryCodes } from '../../kit/register/register-codes.ts';
import type { TableListing } from '../tables.ts';
import { Change } from './change.entity.ts';
import { changeCondition, type SeenChangesWhere } from './change.filter.ts';

export const changes: TableListing<Change, SeenChangesWhere, 'POSITION'> = {
  name: 'changes',
  // What precedes a gap in the log is not told: who followed would not know that something is missing.
  from: (db) => db.selectFrom('change as c').where(sql<boolean>`c.position > (select l.kept_from from change_log l)`),
  columns: { ...columnsOf(Change, 'c'), position: sql`c.position::text` },
  key: sequence,
  condition: changeCondition,
  order: () => position,
  defaultOrder: () => [{ field: 'POSITION', direction: OrderDirection.ASC }],
  explainNone: requireKnownCodes({ establishment: establishmentNumbers, territory: territoryCodes }),
};
