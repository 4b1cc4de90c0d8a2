import type { Service } from '../kit/service.ts';

const coded = { type: 'Coding' };

const actors = { key: 'reference', finess: ['provider_finess', 'site_finess'] };
const beneficiaries = {
  table: 'cooperation_action_beneficiary',
  key: 'action_reference',
  finess: ['establishment_finess'],
};

/** How the change log tells of the service's tables. */
export const tracked: Service['tracked'] = {
  agreement: {
    id: ['reference'],
    concerns: [
      { column: 'reference', table: 'agreement_party', key: 'agreement_reference', finess: ['establishment_finess'] },
    ],
  },
  agreement_party: {
    itemsOf: { table: 'agreement', field: 'parties', parent: 'agreement_reference', item: 'establishment_finess' },
  },
  cooperation_action: {
    id: ['reference'],
    // The last status follows from the rows of `cooperation_action_status`.
    fields: { first_status: 'status', status: null },
    concerns: [{ column: 'reference', ...beneficiaries }],
  },
  cooperation_action_beneficiary: {
    itemsOf: {
      table: 'cooperation_action',
      field: 'beneficiaries',
      parent: 'action_reference',
      item: 'establishment_finess',
    },
  },
  cooperation_action_status: {
    concerns: [
      { column: 'action_reference', table: 'cooperation_action', ...actors },
      { column: 'action_reference', ...beneficiaries },
    ],
  },
  discipline: coded,
  establishment: {
    id: ['finess'],
    fields: {
      postal_code: 'postalCode',
      commune_code: 'communeCode',
      address_lines: 'lines',
      derived_name: null,
    },
  },
  grouping: { id: ['code'], key: { grouping: 'code' } },
  grouping_identifier: { type: 'Identifier' },
  grouping_population: { type: 'Grouping', key: { grouping: 'grouping_code', commune: 'commune_code', year: 'year' } },
  identifier: {},
  legal_status: coded,
  membership: {
    id: ['id'],
    key: { grouping: 'grouping_code', establishment: 'establishment_finess', role: 'role', start: 'period' },
    fields: { id: null },
  },
  nomenclature: coded,
  register_event_list: { type: 'RegisterEvent' },
  territory: { id: ['code'], fields: { insee_code: 'inseeCode' } },
  territory_population: { type: 'Territory' },
  // What imports keep for themselves, what follows from other tables, and what tells of its own history.
  anomaly: null,
  change: null,
  change_log: null,
  register_extract: null,
  search_word: null,
  statistics_table: null,
  yearly_grouping: null,
  yearly_owner: null,
};
