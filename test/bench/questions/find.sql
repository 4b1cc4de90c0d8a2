-- $1: departments (text[]), $2: how many, $3: the least beds of medicine, $4: year.
with imaging as materialized (
  select r.finess, sum(a.devices) filter (where a.modality = 'MRI') as mris, sum(a.devices) filter (where a.modality = 'SCANNER') as scanners
  from clinical.imaging_activity a join establishments.establishment m on m.finess = a.establishment_finess
  cross join lateral (values (m.finess), (m.legal_entity_finess)) as r (finess)
  where a.year = $4 and a.modality in ('MRI', 'SCANNER') and r.finess is not null group by 1
),
equipped as materialized (
  select e.finess, e.name, place.name as territory, imaging.mris, imaging.scanners
  from imaging join establishments.establishment e using (finess) join establishments.territory place on place.code = e.territory_code
  where imaging.mris >= 1 and place.department_code = any($1)
),
-- Few are left: what else they must have is looked up for each.
here as materialized (
  select * from equipped e where exists (
    select from establishments.establishment m join logistics.supply_contract s on s.customer_finess = m.finess
    where (m.finess = e.finess or m.legal_entity_finess = e.finess) and s.kind = 'LINEN' and s.period @> current_date offset 0)
),
found as materialized (
  select here.*, care.medicine, care.mco, row_number() over (order by here.mris desc, here.finess desc) as place
  from here cross join lateral (
    select sum(a.beds) filter (where a.discipline = 'MEDICINE') as medicine, sum(a.beds) as mco
    from establishments.establishment m join clinical.care_activity a on a.establishment_finess = m.finess
    where (m.finess = here.finess or m.legal_entity_finess = here.finess) and a.year = $4 and a.discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')
  ) care
  where care.medicine >= $3
)
select json_build_object('findEstablishments', json_build_object(
  'totalCount', (select count(*) from found),
  'nodes', coalesce(json_agg(json_build_object(
    'measures', json_build_array(
      json_build_object('measure', 'MRIS', 'value', f.mris), json_build_object('measure', 'SCANNERS', 'value', f.scanners),
      json_build_object('measure', 'MCO_BEDS', 'value', f.mco), json_build_object('measure', 'INTERNS', 'value', (
        select sum(c.total) from establishments.establishment m join clinical.intern_census c on c.establishment_finess = m.finess
        where (m.finess = f.finess or m.legal_entity_finess = f.finess) and c.year = $4))),
    'establishment', json_build_object('finess', f.finess, 'name', f.name, 'territory', json_build_object('name', f.territory),
      'supplyContracts', (
        select coalesce(json_agg(json_build_object('dailyVolume', s.daily_volume, 'productionUnit', json_build_object('name', u.name)) order by s.code), '[]')
        from logistics.supply_contract s join logistics.production_unit u on u.code = s.unit_code
        where s.customer_finess = f.finess and s.kind = 'LINEN' and s.period @> current_date))
  ) order by f.place), '[]'),
  'pageInfo', json_build_object('hasNextPage', (select count(*) > $2 from found)))) as answer
from found f where f.place <= $2
