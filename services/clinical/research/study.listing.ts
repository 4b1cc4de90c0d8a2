import { sql, type RawBuilder } from 'kysely';
import type { Parent } from '../../kit/reading/listing.ts';
import { periodOf } from '../../kit/reading/period.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { StudyCentreRole } from './study-centre.entity.ts';
import type { Study } from './study.entity.ts';
import { studyCondition, type StudyWhere } from './study.filter.ts';

export type StudyRow = Omit<Study, 'titleFolded'>;

export const studies: TableListing<StudyRow, StudyWhere> = {
  name: 'studies',
  from: (db) => db.selectFrom('study as s'),
  columns: {
    code: sql`s.code`,
    title: sql`s.title`,
    registryNumber: sql`s.registry_number`,
    period: periodOf(sql`s.period`),
    sourceCode: sql`s.source_code`,
  },
  key: { name: 'CODE', expression: sql`s.code`, type: 'text' },
  condition: studyCondition,
};

/** The studies that an establishment takes part in, in one of these roles where they are given. */
export const studiesOf = (establishment: Establishment, role: StudyCentreRole[] | null | undefined): Parent => ({
  name: `establishment as ${role?.join() ?? 'any'}`,
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin(centresIn(role).as('o'), 'o.study_code', 's.code'),
});

// An establishment may have several roles in one study: distinct, so that each study comes once.
const centresIn = (role: StudyCentreRole[] | null | undefined): RawBuilder<unknown> => sql`(
  select distinct c.study_code, c.establishment_finess from study_centre c
  where ${role ? sql`c.role = any(${role}::text[])` : sql`true`})`;
