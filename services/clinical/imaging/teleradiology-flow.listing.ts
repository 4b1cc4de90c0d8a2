import { sql } from 'kysely';
import { FlowRole, type FlowWhere } from '../../kit/vocabulary/flow.ts';
import { columnsOf } from '../../kit/reading/entity-columns.ts';
import type { Parent } from '../../kit/reading/listing.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Establishment } from '../foreign/establishment.entity.ts';
import type { TableListing } from '../tables.ts';
import { TeleradiologyFlow } from './teleradiology-flow.entity.ts';

export const teleradiologyFlows: TableListing<TeleradiologyFlow, FlowWhere> = {
  name: 'teleradiology flows',
  from: (db) => db.selectFrom('teleradiology_flow as f'),
  columns: columnsOf(TeleradiologyFlow, 'f'),
  key: { name: 'CODE', expression: sql`f.code`, type: 'text' },
  condition: ({ asOf }) => holdsOn(sql`f.period`, asOf),
};

/** The flows in which an establishment interprets exams, or requests them. */
export const teleradiologyOf = ({ finess }: Establishment, role: FlowRole): Parent =>
  role === FlowRole.PROVIDER
    ? { name: 'interpreter', column: sql`f.interpreter_finess`, key: finess }
    : { name: 'requester', column: sql`f.requester_finess`, key: finess };

/** The flows that are based on a cooperation action. */
export const teleradiologyOn = (action: CooperationAction): Parent => ({
  name: 'action',
  column: sql`f.action_reference`,
  key: action.reference,
});
