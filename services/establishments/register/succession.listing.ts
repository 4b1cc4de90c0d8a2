import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { TableListing } from '../tables.ts';
import { Succession } from './succession.entity.ts';

/** Successions, by the establishment that was succeeded. */
export const successions: TableListing<Succession> = {
  name: 'successions',
  from: (db) => db.selectFrom('succession as s'),
  columns: columnsOf(Succession, 's'),
  key: { name: 'PREDECESSOR', expression: sql`s.predecessor_finess`, type: 'text' },
};
