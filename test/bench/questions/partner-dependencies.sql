-- $1: FINESS number, $2: depth.
with recursive today as materialized (
  select * from insights.reliance where period @> current_date
),
edge as materialized (
  select t.consumer_finess as near, t.provider_finess as far, t.domain, t.service, t.label, t.resource_type, t.resource_key,
    case when count(t.share) = count(*) then least(sum(t.share::numeric), 1)::float8 end as share, min(t.action_reference) as action
  from today t
  join establishments.establishment c on c.finess = t.consumer_finess join establishments.establishment p on p.finess = t.provider_finess
  where c.finess <> p.finess and c.legal_entity_finess is distinct from p.finess and p.legal_entity_finess is distinct from c.finess
  group by 1, 2, 3, 4, 5, 6, 7
),
pair as materialized (select distinct near, far from edge),
way (near, depth, path) as (
  select m.finess, 1, case m.finess when $1 then array[m.finess] else array[$1, m.finess] end
  from establishments.establishment m where m.finess = $1 or m.legal_entity_finess = $1
  union all
  select m.finess, way.depth + 1, way.path || pair.far || case when m.finess <> pair.far then array[m.finess] else '{}' end
  from way join pair on pair.near = way.near and pair.far <> all(way.path)
  join establishments.establishment m on (m.finess = pair.far or m.legal_entity_finess = pair.far) and m.finess <> all(way.path)
  where way.depth < $2
),
tie as materialized (
  select distinct on (edge.near, edge.far, edge.domain, edge.service, edge.label, edge.resource_type, edge.resource_key)
    edge.*, way.depth, way.path || edge.far as path
  from way join edge on edge.near = way.near and edge.far <> all(way.path)
  order by edge.near, edge.far, edge.domain, edge.service, edge.label, edge.resource_type, edge.resource_key, way.depth, cardinality(way.path), way.path
),
placed as (
  select *, row_number() over (order by depth, concat_ws(' ', near, far, domain, service, label, coalesce(resource_type, ''), coalesce(resource_key, '')) collate "C") as place
  from tie
),
provided as (
  select consumer_finess as near, service, count(distinct provider_finess) as providers,
    case when count(share) = count(*) then sum(share::numeric) end as share
  from today group by 1, 2
),
own as materialized (
  select service, provider_finess as finess from insights.offer where period @> current_date
  union
  select 'IMAGING ' || modality, establishment_finess from clinical.imaging_activity
  where year = (select max(year) from clinical.imaging_activity) and devices > 0
)
select json_build_object('establishment', json_build_object(
  'name', (select name from establishments.establishment where finess = $1),
  'dependencies', json_build_object(
    'totalCount', (select count(*) from tie), 'truncated', (select count(*) > 1000 from tie),
    'nodes', coalesce(json_agg(json_build_object(
      'domain', t.domain, 'label', t.label, 'depth', t.depth, 'share', t.share, 'soleProvider',
      case when s.providers > 1 then false when s.share >= 1 and not exists (
        select from own join establishments.establishment m on m.finess = own.finess
        where own.service = t.service and t.near in (m.finess, m.legal_entity_finess)) then true end,
      'provider', json_build_object('finess', p.finess, 'name', p.name, 'territory', case when place.code is not null then json_build_object('name', place.name) end),
      'path', (select json_agg(json_build_object('finess', finess) order by number) from unnest(t.path) with ordinality as step (finess, number)),
      'action', case when a.reference is not null then
        json_build_object('label', a.label, 'status', a.status, 'agreement', json_build_object('reference', a.agreement_reference)) end
    ) order by t.place), '[]')))) as answer
from placed t
join establishments.establishment p on p.finess = t.far
left join establishments.territory place on place.code = p.territory_code
left join establishments.cooperation_action a on a.reference = t.action
left join provided s on s.near = t.near and s.service = t.service
where t.place <= 50
