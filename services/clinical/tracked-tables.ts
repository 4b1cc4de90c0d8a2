import type { Service } from '../kit/service.ts';

const coded = { type: 'Coding' };
const place = { key: 'code', finess: ['site_finess', 'operated_by_finess'] };
const staff = { table: 'care_unit_staff', key: 'care_unit_code', finess: ['establishment_finess'] };
const sharing = { table: 'laboratory_sharing', key: 'laboratory_code', finess: ['establishment_finess'] };
const rotation = { table: 'training_post_rotation', key: 'training_post_code', finess: ['establishment_finess'] };
const participants = { table: 'research_participation', key: 'structure_code', finess: ['establishment_finess'] };
const centres = { table: 'study_centre', key: 'study_code', finess: ['establishment_finess'] };

/** How the change log tells of the service's tables. */
export const tracked: Service['tracked'] = {
  authorisation: { id: ['code'], fields: { site_finess: 'establishment' } },
  authorisation_code: coded,
  authorised_capacity: {
    concerns: [
      {
        column: 'authorisation_code',
        table: 'authorisation',
        key: 'code',
        finess: ['legal_entity_finess', 'site_finess'],
      },
    ],
  },
  care_unit: { id: ['code'], concerns: [{ column: 'code', ...staff }] },
  care_unit_staff: {
    itemsOf: { table: 'care_unit', field: 'staffedBy', parent: 'care_unit_code', item: 'establishment_finess' },
  },
  discipline: coded,
  imaging_activity: { id: ['establishment_finess', 'year', 'modality'] },
  intern_census: { fields: { legal_entity_finess: null } },
  lab_referral: { concerns: [{ column: 'laboratory_code', table: 'laboratory', ...place }] },
  laboratory: { id: ['code'], concerns: [{ column: 'code', ...sharing }] },
  laboratory_sharing: {
    itemsOf: { table: 'laboratory', field: 'sharedWith', parent: 'laboratory_code', item: 'establishment_finess' },
  },
  medical_staff: { type: 'WorkforceFigure', fields: { legal_entity_finess: null } },
  other_staff: { type: 'WorkforceFigure', fields: { legal_entity_finess: null } },
  perinatal_activity: { fields: { maternity_code: 'maternityType' } },
  dialysis_activity: { fields: { kind_code: 'modality' } },
  pharmacy: { id: ['code'] },
  pharmacy_supply: { concerns: [{ column: 'pharmacy_code', table: 'pharmacy', ...place }] },
  research_structure: { id: ['code'], concerns: [{ column: 'code', ...participants }] },
  specialty: coded,
  statistics_code: coded,
  study: { id: ['code'], concerns: [{ column: 'code', ...centres }] },
  teleradiology_flow: { confidential: ['onCallOnly'] },
  training_post: { id: ['code'], concerns: [{ column: 'code', ...rotation }] },
  training_post_rotation: {
    itemsOf: {
      table: 'training_post',
      field: 'rotatesWith',
      parent: 'training_post_code',
      item: 'establishment_finess',
    },
  },
  workforce_need: { confidential: 'all' },
};
