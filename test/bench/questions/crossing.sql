-- $1: category, $2: the FINESS number after which the page starts.
with page as materialized (
  select e.finess, e.name from establishments.establishment e
  where e.category_code = $1 and e.finess > $2 order by e.finess limit 20
)
select json_build_object('establishments', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'finess', p.finess, 'name', p.name,
  'careActivity', (
    select coalesce(json_agg(json_build_object('discipline', a.discipline, 'beds', a.beds, 'places', a.places, 'fullStays', a.full_stays) order by a.discipline), '[]')
    from clinical.care_activity a where a.establishment_finess = p.finess and a.year = 2024),
  'imagingActivity', (
    select coalesce(json_agg(json_build_object('modality', a.modality, 'devices', a.devices, 'exams', a.exams) order by a.modality), '[]')
    from clinical.imaging_activity a where a.establishment_finess = p.finess and a.year = 2024),
  'supplyContracts', (
    select coalesce(json_agg(json_build_object('kind', s.kind, 'dailyVolume', s.daily_volume, 'productionUnit', json_build_object('name', u.name)) order by s.code), '[]')
    from logistics.supply_contract s join logistics.production_unit u on u.code = s.unit_code
    where s.customer_finess = p.finess and s.period @> current_date),
  'memberships', json_build_object('nodes', (
    select coalesce(json_agg(json_build_object('role', m.role, 'grouping', json_build_object('code', g.code, 'name', g.name)) order by m.id), '[]')
    from (select * from establishments.membership where establishment_finess = p.finess and period @> current_date order by id limit 5) m
    join establishments."grouping" g on g.code = m.grouping_code))
) order by p.finess), '[]'))) as answer
from page p
