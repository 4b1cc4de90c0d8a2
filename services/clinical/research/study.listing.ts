import { sql, type RawBuilder } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import type { StudyCentreRole } from './study-centre.entity.ts';
import { Study } from './study.entity.ts';
import { studyCondition, type StudyWhere } from './study.filter.ts';

const columns = columnsOf(Study, 's', ['titleFolded']);

export type StudyRow = Pick<Study, keyof typeof columns>;

export const studies: TableListing<StudyRow, StudyWhere> = {
  name: 'studies',
  from: (db) => db.selectFrom('study as s'),
  columns: columns,
  key: { name: 'CODE', expression: sql`s.code`, type: 'text' },
  condition: studyCondition,
};

/** The studies in which an establishment participates, in any of these roles; defaults to all roles. */
export const studiesOf = (establishment: Establishment, role: StudyCentreRole[] | null | undefined): Parent => ({
  name: `establishment as ${role?.join() ?? 'any'}`,
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin(centresIn(role).as('o'), 'o.study_code', 's.code'),
});

// Distinct, so that each study is listed once: an establishment may have several roles in a study.
const centresIn = (role: StudyCentreRole[] | null | undefined): RawBuilder<unknown> => sql`(
  select distinct c.study_code, c.establishment_finess from study_centre c
  where ${role ? sql`c.role = any(${role}::text[])` : sql`true`})`;
