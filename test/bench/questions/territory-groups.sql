-- $1: day, $2: how many.
with page as materialized (
  select g.code, g.name from establishments."grouping" g where g.kind = 'GHT' order by g.code limit $2
),
member as materialized (
  select m.*, row_number() over (partition by m.grouping_code order by m.id) as place
  from page join establishments.membership m on m.grouping_code = page.code where m.period @> $1::date
),
members as (
  select m.grouping_code as code, count(*) as count, json_agg(json_build_object(
    'role', m.role, 'period', json_build_object('start', lower(m.period), 'end', upper(m.period)),
    'establishment', json_build_object('finess', e.finess, 'name', e.name,
      'category', json_build_object('label', case when e.category_code is null then 'unknown' else coalesce(n.label, e.category_code) end)),
    'source', json_build_object('code', m.source_code)) order by m.id) filter (where m.place <= 50) as nodes
  from member m join establishments.establishment e on e.finess = m.establishment_finess
  left join establishments.nomenclature n on n.system = 'finess-category' and n.code = e.category_code group by 1
),
figure as (
  select a.grouping_code as code, 1 as place, 'MRIS_PER_100K' as indicator, sum(a.devices) as numerator
  from clinical.grouping_imaging_activity a where a.year = 2024 and a.modality = 'MRI' and a.devices is not null group by 1
  union all
  select a.grouping_code, 2, 'MCO_BEDS_PER_100K', sum(a.beds)
  from clinical.grouping_care_activity a where a.year = 2024 and a.discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS') and a.beds is not null group by 1
),
figures as (
  select code, json_agg(json_build_object('code', indicator, 'value', null, 'numerator', numerator) order by place) as list
  from figure group by 1
)
select json_build_object('groupings', json_build_object(
  'totalCount', (select count(*) from establishments."grouping" g where g.kind = 'GHT'),
  'nodes', json_agg(json_build_object('code', p.code, 'name', p.name, 'indicators', coalesce(f.list, '[]'),
    'members', json_build_object('totalCount', coalesce(m.count, 0), 'nodes', coalesce(m.nodes, '[]'))) order by p.code),
  'pageInfo', json_build_object('hasNextPage', (select count(*) > $2 from establishments."grouping" g where g.kind = 'GHT')))) as answer
from page p left join members m using (code) left join figures f using (code)
