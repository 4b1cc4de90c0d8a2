import { sql } from 'kysely';
import { FlowRole, type FlowWhere } from '../../kit/vocabulary/flow.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { LabReferral } from './lab-referral.entity.ts';

export const labReferrals: TableListing<LabReferral, FlowWhere> = {
  name: 'lab referrals',
  from: (db) => db.selectFrom('lab_referral as r'),
  columns: columnsOf(LabReferral, 'r'),
  key: { name: 'CODE', expression: sql`r.code`, type: 'text' },
  condition: ({ asOf }) => holdsOn(sql`r.period`, asOf),
};

/** The referrals to the laboratories located at or operated by an establishment, or the referrals that it requests. */
export const labReferralsOf = ({ finess }: Establishment, role: FlowRole): Parent =>
  role === FlowRole.PROVIDER
    ? {
        name: 'provider',
        column: sql`p.establishment_finess`,
        key: finess,
        through: (query) => query.innerJoin('laboratory_provider as p', 'p.laboratory_code', 'r.laboratory_code'),
      }
    : { name: 'requester', column: sql`r.requester_finess`, key: finess };

/** The referrals that are based on a cooperation action. */
export const labReferralsOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`r.action_reference`,
  key: action.reference,
});
