import { sql, type SelectQueryBuilder } from 'kysely';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { AnyQuery } from '../../kit/reading/tables.ts';
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

const labelled = ['activity', 'modality', 'mention', 'practice', 'declaration'] as const;

/** Joins the labels of the codes. That of a modality may depend on the activity. */
function withLabels(query: SelectQueryBuilder<Tables & { a: Tables['authorisation'] }, 'a', object>): AnyQuery {
  const joined = labelled.reduce<AnyQuery>(
    (all, field) =>
      all.leftJoin(`authorisation_code as ${field}`, (join) =>
        join
          .on(`${field}.system`, '=', CodeSystem[field])
          .onRef(`${field}.code`, '=', `a.${field}_code`)
          .on(`${field}.activity`, '=', ''),
      ),
    query as unknown as AnyQuery,
  );
  return joined.leftJoin('authorisation_code as own_modality', (join) =>
    join
      .on('own_modality.system', '=', CodeSystem.modality)
      .onRef('own_modality.code', '=', 'a.modality_code')
      .onRef('own_modality.activity', '=', 'a.activity_code'),
  );
}

export const authorisations: TableListing<AuthorisationRow> = {
  name: 'authorisations',
  from: (db) => withLabels(db.selectFrom('authorisation as a')),
  columns: {
    ...columnsOf(Authorisation, 'a'),
    activityLabel: sql`activity.label`,
    modalityLabel: sql`coalesce(own_modality.label, modality.label)`,
    mentionLabel: sql`mention.label`,
    practiceLabel: sql`practice.label`,
    declarationLabel: sql`declaration.label`,
  },
  key: { name: 'CODE', expression: sql`a.code`, type: 'text' },
};

/** The authorisations with the establishments that they belong to. */
export const establishmentAuthorisations: TableListing<AuthorisationRow, AuthorisationsWhere> = {
  ...authorisations,
  name: 'authorisations of establishments',
  from: (db) => withLabels(db.selectFrom(sql<Tables['authorisation']>`establishment_authorisation`.as('a'))),
  condition: authorisationCondition,
};

/** The authorisations that a legal entity holds or that a site exercises. */
export const authorisationsOf = (establishment: Establishment): Parent => ({
  name: 'establishment',
  column: sql`a.establishment_finess`,
  key: establishment.finess,
});
