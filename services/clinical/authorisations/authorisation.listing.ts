import { sql } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing, Tables } from '../tables.ts';
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

/**
 * The label of a code. A subquery each: as joins, the planner would weigh their orders for longer than the statement runs.
 * @param activity the activity on which the meaning of the code depends; defaults to none
 */
const labelOf = (field: 'activity' | 'modality' | 'mention' | 'practice' | 'declaration', activity = sql`''`) => sql<
  string | null
>`(
    select own.label from authorisation_code own
    where own.system = ${CodeSystem[field]} and own.code = ${sql.ref(`a.${field}_code`)} and own.activity = ${activity})`;

export const authorisations: TableListing<AuthorisationRow> = {
  name: 'authorisations',
  from: (db) => db.selectFrom('authorisation as a'),
  columns: {
    ...columnsOf(Authorisation, 'a'),
    activityLabel: labelOf('activity'),
    modalityLabel: sql`coalesce(${labelOf('modality', sql`a.activity_code`)}, ${labelOf('modality')})`,
    mentionLabel: labelOf('mention'),
    practiceLabel: labelOf('practice'),
    declarationLabel: labelOf('declaration'),
  },
  key: { name: 'CODE', expression: sql`a.code`, type: 'text' },
};

/** The authorisations with the establishments that they belong to. */
export const establishmentAuthorisations: TableListing<AuthorisationRow, AuthorisationsWhere> = {
  ...authorisations,
  name: 'authorisations of establishments',
  from: (db) => db.selectFrom(sql<Tables['authorisation']>`establishment_authorisation`.as('a')),
  condition: authorisationCondition,
};

/** The authorisations that a legal entity holds or that a site exercises. */
export const authorisationsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`a.establishment_finess`,
  key: establishment.finess,
});
