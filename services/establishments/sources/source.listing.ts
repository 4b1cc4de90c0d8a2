import { sql } from 'kysely';
import type { TableListing } from '../tables.ts';
import type { Source } from './source.entity.ts';

export const sources: TableListing<Source> = {
  name: 'sources',
  from: (db) => db.selectFrom('source as s'),
  columns: {
    code: sql`s.code`,
    title: sql`s.title`,
    publisher: sql`s.publisher`,
    url: sql`s.url`,
    licence: sql`s.licence`,
    extractedOn: sql`s.extracted_on::text`,
    importedAt: sql`to_json(s.imported_at) #>> '{}'`,
  },
  key: { name: 'CODE', expression: sql`s.code`, type: 'text' },
};
