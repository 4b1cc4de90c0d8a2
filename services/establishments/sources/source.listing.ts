import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { TableListing } from '../tables.ts';
import { Source } from './source.entity.ts';

export const sources: TableListing<Source> = {
  name: 'sources',
  from: (db) => db.selectFrom('source as s'),
  columns: columnsOf(Source, 's'),
  key: { name: 'CODE', expression: sql`s.code`, type: 'text' },
};
