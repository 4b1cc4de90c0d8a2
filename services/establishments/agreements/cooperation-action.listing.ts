import { sql } from 'kysely';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import { hubDimension } from '../../kit/reading/hub-dimension.ts';
import { disciplineCodes, requireKnownCodes } from '../../kit/reading/known-codes.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import type { TableListing } from '../tables.ts';
import type { AgreementRow } from './agreement.listing.ts';
import { CooperationAction } from './cooperation-action.entity.ts';
import { cooperationActionCondition, type CooperationActionWhere } from './cooperation-action.filter.ts';
import type { ActionGroupField } from './cooperation.ts';

const own = columnsOf(CooperationAction, 'c', ['labelFolded', 'firstStatus']);

/** A row of a list of cooperation actions, with the label of the discipline. */
export interface CooperationActionRow extends Pick<CooperationAction, keyof typeof own> {
  disciplineLabel: string | null;
}

export const cooperationActions: TableListing<CooperationActionRow, CooperationActionWhere, never, ActionGroupField> = {
  name: 'cooperation actions',
  from: (db) => db.selectFrom('cooperation_action as c').leftJoin('discipline as d', 'd.code', 'c.discipline_code'),
  columns: {
    ...own,
    disciplineLabel: sql`d.label`,
  },
  key: { name: 'REFERENCE', expression: sql`c.reference`, type: 'text' },
  condition: cooperationActionCondition,
  explainNone: requireKnownCodes({ discipline: disciplineCodes }),
  dimensions: {
    STATUS: hubDimension('c.status'),
    DOMAIN: hubDimension('c.domain'),
    MODE: hubDimension('c.mode'),
    DISCIPLINE: {
      system: CodeSystem.discipline,
      code: sql`c.discipline_code`,
      label: (code) => sql`(select d.label from discipline d where d.code = ${code})`,
    },
  },
};

/** The actions of an agreement. */
export const actionsUnder = (agreement: AgreementRow): Parent => ({
  name: 'agreement',
  column: sql`c.agreement_reference`,
  key: agreement.reference,
});

/** The actions in which an establishment is the provider, a beneficiary or the site. */
export const actionsOf = (establishment: EstablishmentRow): Parent => ({
  name: 'establishment',
  column: sql`o.establishment_finess`,
  key: establishment.finess,
  through: (query) => query.innerJoin('cooperation_action_establishment as o', 'o.action_reference', 'c.reference'),
});

/** The establishments that benefit from an action. */
export const beneficiariesOf = (action: CooperationActionRow): Parent => ({
  name: 'action',
  column: sql`b.action_reference`,
  key: action.reference,
  through: (query) => query.innerJoin('cooperation_action_beneficiary as b', 'b.establishment_finess', 'e.finess'),
});
