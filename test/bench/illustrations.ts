type Query = (text: string) => Promise<unknown>;

// Hospitals that the crossing meets: without these rows most of its lists would be empty, as no open register tells of
// contracts and the reference dataset tells of one territory. What a hospital gets follows from its number alone.
const hospitals = `select finess, legal_entity_finess, row_number() over (order by finess) as number
  from establishment where category_code in ('355', '101', '365', '114') and level = 'SITE'`;

/** With fewer activities than these, no year of the statistics was imported. */
const fewest = 1000;

const statements = [
  `insert into logistics.production_unit (code, kind, name, status, site_finess, source_code)
   select format('bench-%s-%s', lower(kind), lower(finess)), kind, case kind when 'MEALS' then 'Cuisine ' else 'Blanchisserie ' end || finess, 'OPERATING', finess, 'illustrative'
   from (${hospitals}) h, unnest(array['MEALS', 'LINEN']) as kind where number % 20 = 1`,
  `with unit as (select code, kind, row_number() over (partition by kind order by code) - 1 as number from logistics.production_unit where code like 'bench-%'),
   total as (select kind, count(*) as units from unit group by kind)
   insert into logistics.supply_contract (code, unit_code, kind, customer_finess, daily_volume, source_code)
   select format('bench-%s-%s', lower(unit.kind), lower(finess)), unit.code, unit.kind, finess, 100 + (h.number * 37) % 900, 'illustrative'
   from (${hospitals}) h join total on true join unit on unit.kind = total.kind and unit.number = h.number % total.units
   where not exists (select from logistics.supply_contract s where s.customer_finess = finess and s.kind = unit.kind)`,
  `with ght as (select code, row_number() over (order by code) - 1 as number, count(*) over () as groups from "grouping" where kind = 'GHT')
   insert into membership (grouping_code, establishment_finess, role, period, source_code)
   select ght.code, finess, 'PARTY', daterange('2016-07-01', null), 'illustrative'
   from (${hospitals}) h join ght on ght.number = h.number % ght.groups`,
  `insert into clinical.care_activity (establishment_finess, year, discipline, beds, places, full_stays, source_code)
   select finess, 2024, discipline, 10 + (number * 13) % 200, number % 15, 100 + (number * 71) % 9000, 'illustrative'
   from (${hospitals}) h, unnest(array['MEDICINE', 'SURGERY', 'OBSTETRICS']) as discipline
   where (select count(*) from clinical.care_activity) < ${fewest} and not exists (select from clinical.care_activity a where a.establishment_finess = finess)`,
  `insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code)
   select finess, 2024, modality, 1 + number % 4, 500 + (number * 53) % 20000, 'illustrative'
   from (${hospitals}) h, unnest(array['MRI', 'SCANNER']) as modality
   where (select count(*) from clinical.imaging_activity) < ${fewest} and not exists (select from clinical.imaging_activity a where a.establishment_finess = finess)`,
  // PostGraphile finds a code's label by a relation, and the nomenclatures share one table.
  `create schema bench`,
  `create view bench.category as select code, label from nomenclature where system = 'finess-category'`,
  `create view bench.legal_status as select code, label from legal_status`,
  `vacuum analyze`,
];

/** Gives hospitals invented contracts and memberships, and activities where no statistics were imported; all marked illustrative. */
export async function illustrate(query: Query): Promise<void> {
  for (const statement of statements) await query(statement);
}
