-- $1: the FINESS number after which the page starts, $2: how many.
with page as materialized (
  select e.finess, e.level, e.name, e.category_code, e.address_lines, e.postal_code, e.city, e.commune_code, e.latitude, e.longitude, e.opened_on,
    c.label, row_number() over (order by e.finess) as place
  from establishments.establishment e
  left join establishments.nomenclature c on c.system = 'finess-category' and c.code = e.category_code
  where e.finess > $1 order by e.finess limit $2::int + 1
)
select json_build_object('establishments', json_build_object(
  'nodes', coalesce(json_agg(json_build_object('finess', finess, 'level', level, 'name', name,
    'category', case when category_code is null then json_build_object('code', 'UNK', 'label', 'unknown') else json_build_object('code', category_code, 'label', coalesce(label, category_code)) end,
    'address', case when address_lines <> '{}' or coalesce(postal_code, city, commune_code) is not null then json_build_object('postalCode', postal_code, 'city', city) end,
    'location', case when latitude is not null then json_build_object('latitude', latitude, 'longitude', longitude) end,
    'openedOn', opened_on) order by place), '[]'),
  'pageInfo', json_build_object('hasNextPage', (select count(*) > $2 from page), 'endCursor', max(finess)))) as answer
from page where place <= $2
