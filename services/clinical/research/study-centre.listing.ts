import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { TableListing } from '../tables.ts';
import { StudyCentre } from './study-centre.entity.ts';
import type { StudyRow } from './study.listing.ts';

export const studyCentres: TableListing<StudyCentre> = {
  name: 'study centres',
  from: (db) => db.selectFrom('study_centre as c'),
  columns: columnsOf(StudyCentre, 'c'),
  key: { name: 'CODE', expression: sql`c.code`, type: 'text' },
};

/** The centres of a study. */
export const centresOf = (study: StudyRow): Parent => ({
  name: 'study',
  column: sql`c.study_code`,
  key: study.code,
});
