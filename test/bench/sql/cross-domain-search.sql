-- $1: departments (text[]), $2: how many.
with here as (
  select e.finess, e.name, e.legal_entity_finess, place.name as territory
  from establishments.territory place join establishments.establishment e on e.territory_code = place.code
  where place.department_code = any($1)
),
imaging as (
  select r.finess, sum(a.devices) filter (where a.modality = 'MRI') as mris, sum(a.devices) filter (where a.modality = 'SCANNER') as scanners
  from clinical.imaging_activity a join establishments.establishment m on m.finess = a.establishment_finess
  cross join lateral (values (m.finess), (m.legal_entity_finess)) as r (finess)
  where a.year = 2024 and a.modality in ('MRI', 'SCANNER') group by 1
),
linen as (
  select distinct r.finess
  from logistics.supply_contract s join establishments.establishment m on m.finess = s.customer_finess
  cross join lateral (values (m.finess), (m.legal_entity_finess)) as r (finess)
  where s.kind = 'LINEN' and s.period @> current_date
),
found as materialized (
  select here.*, imaging.mris, imaging.scanners, care.medicine, care.mco,
    row_number() over (order by imaging.mris desc, here.finess desc) as place
  from here join linen using (finess) join imaging using (finess)
  cross join lateral (
    select sum(a.beds) filter (where a.discipline = 'MEDICINE') as medicine, sum(a.beds) as mco
    from establishments.establishment m join clinical.care_activity a on a.establishment_finess = m.finess
    where here.finess in (m.finess, m.legal_entity_finess) and a.year = 2024 and a.discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')
  ) care
  where imaging.mris >= 1 and care.medicine >= 50
)
select json_build_object('findEstablishments', json_build_object(
  'totalCount', (select count(*) from found),
  'nodes', coalesce(json_agg(json_build_object(
    'measures', json_build_array(
      json_build_object('measure', 'MRIS', 'value', f.mris), json_build_object('measure', 'SCANNERS', 'value', f.scanners),
      json_build_object('measure', 'MCO_BEDS', 'value', f.mco), json_build_object('measure', 'INTERNS', 'value', (
        select sum(c.total) from establishments.establishment m join clinical.intern_census c on c.establishment_finess = m.finess
        where f.finess in (m.finess, m.legal_entity_finess) and c.year = 2024))),
    'establishment', json_build_object('finess', f.finess, 'name', f.name, 'territory', json_build_object('name', f.territory),
      'supplyContracts', (
        select coalesce(json_agg(json_build_object('dailyVolume', s.daily_volume, 'productionUnit', json_build_object('name', u.name)) order by s.code), '[]')
        from logistics.supply_contract s join logistics.production_unit u on u.code = s.unit_code
        where s.customer_finess = f.finess and s.kind = 'LINEN' and s.period @> current_date))
  ) order by f.place), '[]'),
  'pageInfo', json_build_object('hasNextPage', (select count(*) > $2 from found)))) as answer
from found f where f.place <= $2
