import type { TestDatabase } from './database.ts';

/** Twenty thousand rows a table, more than the country may ever have: in fewer, reading a table whole is best. */
const rows = 20_000;
const finess = `lpad((100000000 + n % 5000)::text, 9, '0')`;
const other = `lpad((100000000 + (n * 7) % 5000)::text, 9, '0')`;
const holder = `lpad((200000000 + n % 3000)::text, 9, '0')`;
/** One of the establishments of the reference dataset. Most rows have the same one, and the others a few rows each. */
const site = (number: string): string =>
  `(select finess from numbered where number = case when ${number} % 100 = 0 then ${number} / 100 % 60 else 60 end)`;

/** A statement that fills a table of codes and labels. */
const code = (table: string): string =>
  `insert into ${table} select 'P' || n, 'Essai ' || n from generate_series(0, 100) n on conflict do nothing`;

/** The statements that fill tables, in the order of their foreign keys. */
const fillings: Record<string, string> = {
  discipline: code('discipline'),
  'clinical.discipline': code('clinical.discipline'),
  'clinical.specialty': code('clinical.specialty'),
  numbered: `create temp table numbered as select finess, row_number() over (order by finess) - 1 as number from establishment`,
  agreement: `insert into agreement (reference, kind, title, status, signed_on, period, source_code)
   select 'plan-' || n, case when n % 50 = 0 then 'FRAMEWORK' else 'COOPERATION' end, 'Convention ' || n, case when n % 50 = 1 then 'DRAFT' else 'IN_FORCE' end,
     date '2000-01-01' + n % 9000, daterange(date '2000-01-01' + n % 9000, null), 'illustrative' from generate_series(1, ${rows}) n`,
  agreement_party: `insert into agreement_party select 'plan-' || n, ${site('n')} from generate_series(1, ${rows}) n`,
  cooperation_action: `insert into cooperation_action (reference, agreement_reference, label, domain, mode, first_status, discipline_code, provider_finess, period, source_code)
   select 'plan-' || n, a.reference, 'Action ' || n, case when n % 50 = 0 then 'LABS' else 'CARE' end, case when n % 50 = 0 then 'TELEMEDICINE' else 'JOINT_TEAM' end,
     case when n % 50 = 0 then 'STUDIED' else 'IMPLEMENTED' end, case when n % 50 > 0 then (select min(code) from discipline) else 'P' || n % 100 end, ${site('n')}, a.period, 'illustrative'
   from generate_series(1, ${rows}) n join agreement a on a.reference = 'plan-' || n`,
  cooperation_action_status: `insert into cooperation_action_status select reference, lower(period) + 50, case when reference like '%50' then 'SUSPENDED' else 'IMPLEMENTED' end, 'illustrative'
   from cooperation_action where reference like 'plan-%'`,
  cooperation_action_beneficiary: `insert into cooperation_action_beneficiary select 'plan-' || n, ${site('n')} from generate_series(1, ${rows}) n`,
  'clinical.care_unit': `insert into clinical.care_unit (code, name, kind, discipline_code, site_finess, beds, action_reference, source_code)
   select 'plan-' || n, 'Unité ' || n, case when n % 50 = 0 then 'ON_CALL' else 'WARD' end, case when n % 50 > 0 then (select min(code) from clinical.discipline) else 'P' || n % 100 end,
     ${finess}, nullif(n % 500, 0), 'plan-' || n % 900, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.care_unit_staff': `insert into clinical.care_unit_staff select 'plan-' || n, ${other} from generate_series(1, ${rows}) n`,
  'clinical.imaging_activity': `insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code)
   select ${finess}, 2000 + n / 5000, modality, nullif(n % 300, 0), nullif(n % 9000, 0), 'illustrative' from generate_series(1, ${rows}) n, unnest(array['MRI', 'SCANNER']) modality`,
  'clinical.laboratory': `insert into clinical.laboratory (code, name, site_finess, specialties, biosafety, source_code)
   select 'plan-' || n, 'Laboratoire ' || n, ${finess}, array[case when n % 50 = 0 then 'GENETICS' else 'BIOCHEMISTRY' end], case when n % 50 = 0 then 'P3' else 'P2' end, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.laboratory_sharing': `insert into clinical.laboratory_sharing select 'plan-' || n, ${other} from generate_series(1, ${rows}) n`,
  'clinical.lab_referral': `insert into clinical.lab_referral (code, requester_finess, laboratory_code, specialty, source_code) select 'plan-' || n, ${other}, 'plan-' || n, 'GENETICS', 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.teleradiology_flow': `insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, period, source_code)
   select 'plan-' || n, ${finess}, '999999999', 'MRI', true, daterange(date '2000-01-01' + n, date '2000-01-02' + n), 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.pharmacy': `insert into clinical.pharmacy (code, name, site_finess, activities, source_code)
   select 'plan-' || n, 'Pharmacie ' || n, ${finess}, array[case when n % 50 = 0 then 'CYTOTOXICS' else 'PURCHASING' end], 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.pharmacy_supply': `insert into clinical.pharmacy_supply (code, pharmacy_code, customer_finess, activity, source_code) select 'plan-' || n, 'plan-' || n, ${other}, 'PURCHASING', 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.study': `insert into clinical.study (code, title, source_code) select 'plan-' || n, 'Étude ' || n, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.study_centre': `insert into clinical.study_centre (code, study_code, establishment_finess, role, source_code) select 'plan-' || n, 'plan-' || n, ${finess}, 'SPONSOR', 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.training_post': `insert into clinical.training_post (code, specialty_code, semester, posts, filled, site_finess, source_code)
   select 'plan-' || n, case when n % 50 > 0 then (select min(code) from clinical.specialty) else 'P' || n % 100 end, (1900 + n % 120) || '-11', 3, 2, ${finess}, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.training_post_rotation': `insert into clinical.training_post_rotation select 'plan-' || n, ${other} from generate_series(1, ${rows}) n`,
  'clinical.research_structure': `insert into clinical.research_structure (code, name, kind, source_code) select 'plan-' || n, 'Comité ' || n, 'RESEARCH_COMMITTEE', 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.research_participation': `insert into clinical.research_participation (code, structure_code, establishment_finess, role, source_code) select 'plan-' || n, 'plan-' || n, ${finess}, 'HOST', 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.workforce_need': `insert into clinical.workforce_need (code, establishment_finess, specialty_code, required_fte, filled_fte, period, source_code)
   select 'plan-' || n, ${finess}, (select min(code) from clinical.specialty), 2, 1, daterange(date '2000-01-01' + n, date '2000-01-02' + n), 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.intern_census': `insert into clinical.intern_census (establishment_finess, year, total, legal_entity_finess, source_code) select ${finess}, 2000 + n / 5000, 3, ${holder}, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.authorisation': `insert into clinical.authorisation (code, nature, legal_entity_finess, site_finess, activity_code, is_active, listed_on, source_code)
   select 'plan-' || n, case when n % 50 = 0 then 'EML' else 'ASMR' end, ${holder}, ${finess}, 'P' || n % 100, true, '2026-08-18', 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.medical_staff': `insert into clinical.medical_staff select ${finess}, 2000 + n / 5000, 'M' || n % 50, 2.5, ${holder}, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.other_staff': `insert into clinical.other_staff (establishment_finess, year, discipline_code, infns, etppnm, legal_entity_finess, source_code)
   select ${finess}, 2000 + n / 5000, '9999', 2.5, 2.5, ${holder}, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.emergency_activity': `insert into clinical.emergency_activity (establishment_finess, year, kind_code, visits, source_code) select ${finess}, 2000 + n / 5000, 'GEN', 3, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.critical_care': `insert into clinical.critical_care (establishment_finess, year, kind_code, beds, source_code) select ${finess}, 2000 + n / 5000, 'GEN', 3, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.operating_theatres': `insert into clinical.operating_theatres (establishment_finess, year, kind_code, rooms, source_code) select ${finess}, 2000 + n / 5000, 'GEN', 3, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.dialysis_activity': `insert into clinical.dialysis_activity (establishment_finess, year, kind_code, patients, source_code) select ${finess}, 2000 + n / 5000, 'GEN', 3, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.perinatal_activity': `insert into clinical.perinatal_activity (establishment_finess, year, abortions, source_code) select ${finess}, 2000 + n / 5000, 3, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.declared_activity': `insert into clinical.declared_activity select ${finess}, 2000 + n / 5000, 'P' || n % 7, n % 2 = 0, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.authorised_capacity': `insert into clinical.authorised_capacity select 'plan-' || n, 'AUTHORISED', 1, 3, '02' from generate_series(1, ${rows}) n`,
  'logistics.production_unit': `insert into logistics.production_unit (code, kind, name, status, site_finess, operated_by_code, action_reference, source_code)
   select 'plan-' || n, case when n % 2 = 0 then 'MEALS' else 'LINEN' end, 'Production ' || n, case when n % 50 < 2 then 'CLOSED' else 'OPERATING' end, ${finess}, 'G' || n % 5000, 'plan-' || n % 900, 'illustrative' from generate_series(1, ${rows}) n`,
  'logistics.supply_contract': `insert into logistics.supply_contract (code, unit_code, customer_finess, daily_volume, action_reference, source_code) select 'plan-' || n, 'plan-' || n, ${other}, 10, 'plan-' || n % 900, 'illustrative' from generate_series(1, ${rows}) n`,
  'clinical.care_activity': `insert into clinical.care_activity (establishment_finess, year, discipline, beds, source_code) select ${finess}, 2000 + n / 5000, 'MEDICINE', 3, 'illustrative' from generate_series(1, ${rows}) n`,
};

/**
 * Fills tables with invented rows, whose codes begin with `plan-`.
 * @param tables the tables to fill, with those that they refer to; defaults to all
 */
export async function fillLists(database: TestDatabase, tables = Object.keys(fillings)): Promise<void> {
  for (const [table, statement] of Object.entries(fillings)) {
    if (tables.includes(table)) await database.query(statement);
  }
  await database.query('vacuum analyze');
}
