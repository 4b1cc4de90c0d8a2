import { agreementRules, moveActions, requireParties, untilToday } from './agreement-rules.ts';
import {
  column,
  disciplineOf,
  enumeration,
  establishment,
  establishments,
  optional,
  ownCode,
  period,
  reference,
  source,
  text,
  to,
} from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';
import { date } from '../../kit/datasets/cell-types.ts';

const parties = establishments('parties', {
  table: 'establishments.agreement_party',
  own: 'agreement_reference',
});

export const agreements: Dataset = {
  name: 'agreements',
  row: 'Agreement',
  type: 'Agreement',
  table: 'establishments.agreement',
  key: ['reference'],
  subjects: ['parties'],
  columns: [
    ownCode('reference'),
    enumeration('kind'),
    text('title'),
    enumeration('status'),
    optional(column('signedOn', date)),
    ...period,
    { ...parties, isRequired: true },
    optional(reference('amends', to.agreement)),
    source,
  ],
  check: ({ reference: own, amends }) =>
    amends && amends === own ? { column: 'amends', message: 'expected another agreement than this one' } : undefined,
  rules: agreementRules,
  cascade: { statement: moveActions, dataset: 'actions' },
  example: {
    reference: 'example-convention-2026',
    kind: 'COOPERATION',
    title: 'Convention de coopération en imagerie',
    status: 'IN_FORCE',
    signedOn: '2026-01-15',
    start: '2026-02-01',
    end: '2031-02-01',
    parties: '570005165|570000596',
    source: 'example-chr-2026',
  },
};

export const actions: Dataset = {
  name: 'actions',
  row: 'Action',
  type: 'CooperationAction',
  table: 'establishments.cooperation_action',
  key: ['reference'],
  subjects: ['agreement'],
  columns: [
    ownCode('reference'),
    reference('agreement', to.agreement),
    text('label'),
    enumeration('domain'),
    optional(reference('discipline', disciplineOf('establishments'))),
    enumeration('mode'),
    column('status', 'enumeration', {
      target: 'first_status',
      meaning: 'Its progress on its first day; what follows are rows of `action-statuses`.',
    }),
    optional(establishment('provider')),
    establishments('beneficiaries', {
      table: 'establishments.cooperation_action_beneficiary',
      own: 'action_reference',
    }),
    optional(establishment('site')),
    ...period,
    source,
  ],
  within: 'agreement',
  rules: [requireParties],
  example: {
    reference: 'example-convention-2026-lecture',
    agreement: 'example-convention-2026',
    label: "Lecture à distance des scanners de l'hôpital d'instruction",
    domain: 'IMAGING',
    mode: 'TELEMEDICINE',
    status: 'IMPLEMENTED',
    provider: '570005165',
    beneficiaries: '570000596',
    site: '570000596',
    start: '2026-03-01',
    source: 'example-chr-2026',
  },
};

export const actionStatuses: Dataset = {
  name: 'action-statuses',
  row: 'ActionStatus',
  type: 'CooperationActionStatus',
  meaning:
    'How far a cooperation action got, and since when: one row for each change after its first day, whose status is in `actions`. A status stands until the next one of the action.',
  table: 'establishments.cooperation_action_status',
  key: ['action', 'since'],
  subjects: ['action'],
  columns: [
    { ...reference('action', to.action), meaning: 'The cooperation action.' },
    enumeration('status'),
    column('since', date, { meaning: 'The day from which it had this status, until today.' }),
    source,
  ],
  rules: [untilToday],
  example: {
    action: 'example-convention-2026-lecture',
    status: 'SUSPENDED',
    since: '2026-06-01',
    source: 'example-chr-2026',
  },
};
