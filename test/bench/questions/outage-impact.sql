-- $1: type of what stops, $2: its key. Who is hit; what is unmet is not asked here.
with recursive today as materialized (
  select t.consumer_finess as far, t.provider_finess as near, t.domain, t.service, t.label, t.resource_type, t.resource_key,
    c.legal_entity_finess as legal_entity, p.legal_entity_finess as near_legal_entity
  from insights.reliance t
  join establishments.establishment c on c.finess = t.consumer_finess join establishments.establishment p on p.finess = t.provider_finess
  where t.period @> current_date
),
stopped as (select distinct * from today where resource_type = $1 and resource_key = $2),
lost as materialized (
  select * from stopped s
  where s.far <> s.near or not exists (
    select from stopped o where o.far = s.far and (o.near, o.domain, o.service, o.label) <> (s.near, s.domain, s.service, s.label))
),
edge as materialized (
  select * from today where far <> near and legal_entity is distinct from near and near_legal_entity is distinct from far
),
pair as materialized (select distinct service, near, far, legal_entity from edge),
way (service, near, depth, path) as (
  select l.service, m.finess, 2, case far when near then array[far] else array[near, far] end || case m.finess when far then '{}' else array[m.finess] end
  from (select distinct service, near, far, legal_entity from lost) l
  cross join lateral (values (l.far), (l.legal_entity)) as m (finess)
  where m.finess = l.far or m.finess <> l.near
  union all
  select way.service, m.finess, way.depth + 1, way.path || pair.far || case m.finess when pair.far then '{}' else array[m.finess] end
  from way join pair on pair.service = way.service and pair.near = way.near and pair.far <> all(way.path)
  cross join lateral (values (pair.far), (pair.legal_entity)) as m (finess)
  where m.finess <> all(way.path) and way.depth < 3
),
tie as materialized (
  select near, far, domain, service, label, resource_type, resource_key, min(depth) as depth
  from (
    select lost.*, 1 as depth from lost
    union all
    select edge.*, way.depth from way join edge on edge.service = way.service and edge.near = way.near and edge.far <> all(way.path)
  ) met group by 1, 2, 3, 4, 5, 6, 7
),
placed as (
  select *, row_number() over (order by depth, concat_ws(' ', far, near, domain, service, label, coalesce(resource_type, ''), coalesce(resource_key, '')) collate "C") as place
  from tie
)
select json_build_object('impactAnalysis', json_build_object(
  'truncated', (select count(*) > 1000 from tie),
  'affected', json_build_object('totalCount', (select count(*) from tie), 'nodes', coalesce(json_agg(json_build_object(
    'domain', t.domain, 'label', t.label, 'depth', t.depth, 'consumer', json_build_object('finess', c.finess, 'name', c.name)
  ) order by t.place), '[]')))) as answer
from placed t join establishments.establishment c on c.finess = t.far where t.place <= 50
