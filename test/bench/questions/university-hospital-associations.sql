with bound as materialized (
  select m.id, m.establishment_finess as finess, e.legal_entity_finess, m.role, m.missions, m.grouping_code
  from establishments.membership m join establishments.establishment e on e.finess = m.establishment_finess
  where m.period @> current_date and m.role in ('SUPPORT', 'ASSOCIATE')
),
found as materialized (
  select r.finess, row_number() over (order by r.finess) as place
  from bound cross join lateral (values (bound.finess), (bound.legal_entity_finess)) as r (finess)
  where r.finess is not null group by 1 having count(distinct (bound.grouping_code, bound.role)) >= 2
)
select json_build_object('findEstablishments', json_build_object(
  'totalCount', (select count(*) from found),
  'nodes', coalesce(json_agg(json_build_object('establishment', json_build_object(
    'finess', e.finess, 'name', e.name, 'isUniversityHospital', e.is_university_hospital,
    'memberships', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object('role', b.role, 'missions', b.missions, 'grouping', json_build_object('code', g.code, 'name', g.name)) order by b.id), '[]')
      from (select * from bound where bound.finess = f.finess order by id limit 20) b join establishments."grouping" g on g.code = b.grouping_code))
  )) order by f.place), '[]'))) as answer
from found f join establishments.establishment e using (finess) where f.place <= 20
