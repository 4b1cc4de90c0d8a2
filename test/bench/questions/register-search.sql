-- $1: the words, folded, $2 and $3: a pattern for each of two words, $4: how many.
with found as materialized (
  select e.finess, e.name, e.category_code, e.address_lines, e.postal_code, e.city, e.commune_code, e.legal_entity_finess, e.latitude, e.longitude,
    (public.word_similarity($1, e.search_text) + public.similarity($1, e.name_folded)) / 2 as relevance
  from establishments.establishment e where e.search_text like $2 and e.search_text like $3
),
page as (select * from found order by relevance::float8 desc, finess desc limit $4)
select json_build_object('establishments', json_build_object(
  'totalCount', (select count(*) from found),
  'groupBy', (
    select coalesce(json_agg(json_build_object('key', json_build_object('code', coalesce(g.category_code, 'UNK'),
      'label', case when g.category_code is null then 'unknown' else coalesce(n.label, g.category_code) end), 'count', g.count) order by g.count desc, g.category_code), '[]')
    from (select category_code, count(*) from found group by 1) g
    left join establishments.nomenclature n on n.system = 'finess-category' and n.code = g.category_code),
  'edges', (
    select coalesce(json_agg(json_build_object('node', json_build_object('finess', p.finess, 'name', p.name,
      'category', json_build_object('label', case when p.category_code is null then 'unknown' else coalesce(n.label, p.category_code) end),
      'address', case when p.address_lines <> '{}' or coalesce(p.postal_code, p.city, p.commune_code) is not null then json_build_object('postalCode', p.postal_code, 'city', p.city) end,
      'legalEntity', case when l.finess is not null then json_build_object('finess', l.finess, 'name', l.name) end,
      'location', case when p.latitude is not null then json_build_object('latitude', p.latitude, 'longitude', p.longitude) end
    )) order by p.relevance::float8 desc, p.finess desc), '[]')
    from page p
    left join establishments.nomenclature n on n.system = 'finess-category' and n.code = p.category_code
    left join establishments.establishment l on l.finess = p.legal_entity_finess),
  'pageInfo', json_build_object('hasNextPage', (select count(*) > $4 from found)))) as answer
