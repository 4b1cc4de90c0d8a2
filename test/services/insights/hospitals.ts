import { expect } from 'vitest';
import type { TestDatabase } from '../../support/database.ts';
import { withoutCodeLookUps } from '../../support/plans.ts';
import type { TestSubgraph } from '../../support/subgraph.ts';

/**
 * Seven invented establishments, told by the ends of their numbers: the legal entity 1 with the sites 11 and 12, 2 with
 * 21, and the sites 31, military, and 41, closed, whose legal entities are not known.
 */
export const numberOf = (end: number): string => `9900000${String(end).padStart(2, '0')}`;

/** The end of a number. */
export const endOf = ({ finess }: { finess: string }): number => Number(finess.slice(-2));

/** A search on a service over these establishments: the ends of the numbers that it finds. */
export const searchOn =
  (service: () => TestSubgraph) =>
  async (where: object): Promise<number[]> => {
    const { data, errors, statements } = await service().execute(
      'query ($where: CrossDomainWhere!) { findEstablishments(where: $where) { totalCount nodes { establishment { finess } } } }',
      { where },
    );
    expect(errors).toEqual([]);
    const ends = data.findEstablishments.nodes.map((node: any) => endOf(node.establishment));
    expect(withoutCodeLookUps(statements, ends.length > 0)).toHaveLength(1);
    expect(data.findEstablishments.totalCount).toBe(ends.length);
    return ends;
  };

const cleared = `truncate establishments.establishment, establishments."grouping", establishments.agreement, clinical.care_unit, clinical.care_activity, clinical.declared_activity,
  clinical.imaging_activity, clinical.intern_census, clinical.teleradiology_flow, clinical.laboratory, clinical.lab_referral, clinical.pharmacy,
  clinical.pharmacy_supply, clinical.research_structure, clinical.training_post, logistics.production_unit, logistics.supply_contract cascade`;

const rows = [
  `insert into establishments.establishment
     (finess, level, name, category_code, legal_status_code, is_military, is_university_hospital, closed_on, legal_entity_finess, territory_code, source_code)
   select v.*, (select min(code) from establishments.source) from (values
     ('990000001', 'LEGAL_ENTITY', 'CHU Alpha', '101', '13', false, true, null::date, null, '57'),
     ('990000011', 'SITE', 'Hôpital Alpha Nord', '101', null, false, true, null, '990000001', '57463'),
     ('990000012', 'SITE', 'Hôpital Alpha Sud', '355', null, false, true, null, '990000001', '54395'),
     ('990000002', 'LEGAL_ENTITY', 'CH Bêta', '355', '13', false, false, null, null, null),
     ('990000021', 'SITE', 'CH Bêta', '355', '13', false, false, null, '990000002', '88160'),
     ('990000031', 'SITE', 'HIA Gamma', '114', null, true, false, null, null, '75056'),
     ('990000041', 'SITE', 'Clinique Delta', 'Z99', null, false, false, '2020-01-01', null, null)) v`,
  `update establishments.establishment set latitude = 49.1, longitude = 6.2 where finess = '990000011'`,
  `insert into establishments.identifier (establishment_finess, system, value, source_code)
   select '990000021', 'SIRET', '26570000000011', min(code) from establishments.source`,
  `insert into clinical.care_activity (establishment_finess, year, discipline, beds, places, full_stays, source_code) values
     ('990000011', 2024, 'MEDICINE', 30, null, 900, 'test'), ('990000011', 2024, 'SURGERY', 20, null, 500, 'test'),
     ('990000012', 2024, 'MEDICINE', 40, 3, 800, 'test'), ('990000021', 2024, 'MEDICINE', 60, null, 700, 'test'),
     ('990000021', 2024, 'OBSTETRICS', 0, 0, 0, 'test'), ('990000002', 2024, 'SURGERY', 7, null, 70, 'test'),
     ('990000002', 2024, 'REHABILITATION', 9, null, 90, 'test'), ('990000031', 2024, 'MEDICINE', null, 5, null, 'test'),
     ('990000041', 2024, 'SURGERY', null, null, null, 'test'),
     ('990000011', 2023, 'MEDICINE', 25, null, 850, 'test'), ('990000021', 2023, 'MEDICINE', 70, null, 750, 'test')`,
  `insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code) values
     ('990000011', 2024, 'MRI', 2, 1000, 'test'), ('990000012', 2024, 'MRI', 1, 500, 'test'), ('990000012', 2024, 'SCANNER', 1, 300, 'test'),
     ('990000021', 2024, 'SCANNER', 2, null, 'test'), ('990000031', 2024, 'MRI', 0, 0, 'test'), ('990000031', 2024, 'PET', null, 8, 'test'),
     ('990000021', 2023, 'MRI', 1, 100, 'test')`,
  `insert into clinical.declared_activity (establishment_finess, year, activity_code, is_present, source_code) values
     ('990000011', 2024, 'IMAG', true, 'test'), ('990000012', 2024, 'IMAG', false, 'test'), ('990000012', 2024, 'BIO', true, 'test'),
     ('990000021', 2024, 'IMAG', false, 'test'), ('990000021', 2024, 'BIO', false, 'test'), ('990000031', 2024, 'TELEMED', true, 'test'),
     ('990000021', 2023, 'IMAG', true, 'test'), ('990000041', 2023, 'BIO', true, 'test')`,
  `insert into clinical.intern_census (establishment_finess, year, total, source_code) values
     ('990000011', 2024, 30, 'test'), ('990000012', 2024, 12, 'test'), ('990000031', 2024, 5, 'test'),
     ('990000021', 2024, null, 'test'), ('990000021', 2023, 9, 'test')`,
  `insert into establishments."grouping" (code, kind, name, source_code)
   select v.*, (select min(code) from establishments.source) from (values
     ('G1', 'GHT', 'Groupe Un'), ('G2', 'GHT_PSYCHIATRY', 'Groupe Deux'), ('G3', 'GCS_MEANS', 'GCS Trois')) v`,
  // 21 is in two groups: in G1 both itself and by its legal entity, in G2 itself.
  `insert into establishments.membership (grouping_code, establishment_finess, role, period, source_code)
   select v.*, (select min(code) from establishments.source) from (values
     ('G1', '990000001', 'SUPPORT', '(,)'::daterange), ('G2', '990000001', 'ASSOCIATE', '[2018-01-01,)'), ('G3', '990000012', 'MEMBER', '(,)'),
     ('G1', '990000002', 'PARTY', '(,)'), ('G1', '990000021', 'PARTY', '(,)'), ('G2', '990000021', 'PARTY', '(,)'), ('G1', '990000031', 'ASSOCIATE', '(,)'),
     ('G3', '990000041', 'MEMBER', '[2010-01-01,2015-01-01)')) v`,
  `insert into establishments.agreement (reference, kind, title, status, source_code)
   select 'accord', 'FRAMEWORK', 'Accord', 'IN_FORCE', min(code) from establishments.source`,
  `insert into establishments.agreement_party (agreement_reference, establishment_finess) values
     ('accord', '990000001'), ('accord', '990000002'), ('accord', '990000031'), ('accord', '990000041')`,
  `insert into establishments.cooperation_action (reference, agreement_reference, label, domain, mode, first_status, provider_finess, site_finess, period, source_code)
   select v.reference, 'accord', v.reference, v.domain, 'JOINT_TEAM', 'IMPLEMENTED', v.provider, v.site, v.period, (select min(code) from establishments.source) from (values
     ('one', 'CARE', '990000011', '990000012', '(,)'::daterange), ('two', 'LABS', '990000001', null, '[2015-01-01,)'),
     ('past', 'IMAGING', '990000021', null, '[2010-01-01,2015-01-01)'), ('own', 'TRAINING', '990000011', '990000012', '(,)')) v (reference, domain, provider, site, period)`,
  `insert into establishments.cooperation_action_beneficiary (action_reference, establishment_finess) values
     ('one', '990000031'), ('two', '990000021'), ('past', '990000041')`,
  `insert into clinical.laboratory (code, name, site_finess, operated_by_finess, biosafety, period, source_code) values
     ('lab-three', 'Trois', '990000011', '990000031', 'P3', '(,)', 'test'), ('lab-two', 'Deux', '990000021', null, 'P2', '(,)', 'test'),
     ('lab-past', 'Passé', '990000041', null, 'P4', '[2010-01-01,2015-01-01)', 'test')`,
  `insert into clinical.laboratory_sharing (laboratory_code, establishment_finess) values ('lab-two', '990000012')`,
  `insert into clinical.pharmacy (code, name, site_finess, operated_by_finess, activities, period, source_code) values
     ('pui-sud', 'Sud', '990000012', '990000002', '{CYTOTOXICS,STERILISATION}', '(,)', 'test'), ('pui-hia', 'HIA', '990000031', null, '{RETROCESSION}', '(,)', 'test'),
     ('pui-past', 'Passée', '990000041', null, '{PURCHASING}', '[2010-01-01,2015-01-01)', 'test')`,
  `insert into logistics.production_unit (code, kind, name, status, site_finess, operator_finess, operated_by_code, source_code) values
     ('cuisine', 'MEALS', 'Cuisine', 'OPERATING', '990000041', null, 'G3', 'test'), ('lavage', 'LINEN', 'Lavage', 'OPERATING', null, '990000001', null, 'test')`,
  `insert into logistics.supply_contract (code, unit_code, customer_finess, period, source_code) values
     ('repas-nord', 'cuisine', '990000011', '(,)', 'test'), ('linge-beta', 'lavage', '990000021', '(,)', 'test'),
     ('linge-hia', 'lavage', '990000031', '[2010-01-01,2015-01-01)', 'test')`,
  // With the meals and the linen above: 31 → 21 → 1 (by 11) → 41 → 11, and 11 → 12 within one legal entity, by two flows of one tie.
  `insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, source_code) values
     ('tele-hia', '990000031', '990000021', 'MRI', false, 'test'), ('tele-alpha', '990000011', '990000012', 'MRI', false, 'test'),
     ('tele-alpha-nuit', '990000011', '990000012', 'MRI', true, 'test')`,
  `insert into clinical.lab_referral (code, requester_finess, laboratory_code, specialty, source_code) values
     ('envoi', '990000041', 'lab-three', 'VIROLOGY', 'test')`,
];

/** Empties a database of what it knows of establishments, and fills in the invented ones. */
export async function loadHospitals(database: TestDatabase): Promise<void> {
  await database.query(cleared);
  await database.query('begin');
  for (const row of rows) await database.query(row);
  await database.query('commit');
}
