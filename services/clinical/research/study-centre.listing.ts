import { sql } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import type { TableListing } from '../tables.ts';
import type { StudyCentre } from './study-centre.entity.ts';
import type { StudyRow } from './study.listing.ts';

export const studyCentres: TableListing<StudyCentre> = {
  name: 'study centres',
  from: (db) => db.selectFrom('study_centre as c'),
  columns: {
    code: sql`c.code`,
    studyCode: sql`c.study_code`,
    establishmentFiness: sql`c.establishment_finess`,
    role: sql`c.role`,
    included: sql`c.included`,
    sourceCode: sql`c.source_code`,
  },
  key: { name: 'CODE', expression: sql`c.code`, type: 'text' },
};

/** The centres of a study. */
export const centresOf = (study: StudyRow): Parent => ({
  name: 'study',
  column: sql`c.study_code`,
  key: study.code,
});
