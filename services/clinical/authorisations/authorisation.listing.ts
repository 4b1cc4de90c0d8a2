import { sql, type RawBuilder } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { Authorisation } from './authorisation.entity.ts';
import { authorisationCondition, type AuthorisationsWhere } from './authorisation.filter.ts';

/** A row of a list of authorisations, with the labels of the codes that have any. */
export interface AuthorisationRow extends Authorisation {
  activityLabel: string | null;
  modalityLabel: string | null;
  mentionLabel: string | null;
  practiceLabel: string | null;
  declarationLabel: string | null;
}

/** The label of a code, which may depend on the activity. */
const labelOf = (field: 'activity' | 'modality' | 'mention' | 'practice' | 'declaration'): RawBuilder<string | null> =>
  sql`(select l.label from authorisation_code l
    where l.system = ${sql.lit(CodeSystem[field])} and l.code = ${sql.ref(`a.${field}_code`)} and l.activity in ('', a.activity_code))`;

export const authorisations: TableListing<AuthorisationRow, AuthorisationsWhere> = {
  name: 'authorisations',
  from: (db) => db.selectFrom('authorisation as a'),
  columns: {
    ...columnsOf(Authorisation, 'a'),
    activityLabel: labelOf('activity'),
    modalityLabel: labelOf('modality'),
    mentionLabel: labelOf('mention'),
    practiceLabel: labelOf('practice'),
    declarationLabel: labelOf('declaration'),
  },
  key: { name: 'CODE', expression: sql`a.code`, type: 'text' },
  condition: authorisationCondition,
};

/** The authorisations that a legal entity holds or that a site exercises. */
export const authorisationsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('authorisation_establishment as o', 'o.authorisation_code', 'a.code'),
});
