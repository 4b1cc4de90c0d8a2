-- $1: the words by which the search is searched, $2: how many.
with found as materialized (
  select e.finess, e.name, e.category_code, e.address_lines, e.postal_code, e.city, e.commune_code, e.legal_entity_finess, e.latitude, e.longitude,
    (one.weight / q.known / (1 + 0.12 * (greatest(length(ts_filter(e.search_words, '{a}')) - round(one.named), 0)
        + 0.1 * length(ts_filter(e.search_words, '{a,b}')))) + 0.12 * one.rank
      + case when e.level = 'LEGAL_ENTITY' then 0.05 else 0 end - case when e.closed_on <= current_date then 0.1 else 0 end)::float8 as relevance
  from establishments.search_query($1) q
  join establishments.establishment e on e.search_words @@ q.condition
  cross join lateral (select
    (coalesce(ts_rank('{0.5,0.6,0.9,1}', e.search_words, q.typed) * q.typed_words, 0)
      + 0.6 * coalesce(ts_rank('{0.5,0.6,0.9,1}', e.search_words, q.meant) * q.meant_words, 0)) * 1.644934 as weight,
    (coalesce(ts_rank('{0,0,0,1}', e.search_words, q.typed) * q.typed_words, 0)
      + coalesce(ts_rank('{0,0,0,1}', e.search_words, q.meant) * q.meant_words, 0)) * 1.644934 as named,
    (select max(case when ranked.category_code in ('101', '106', '114', '122', '128', '129', '131', '355', '365') then 2
        when ranked.category_code in ('109', '115', '127', '141', '161', '292', '362', '696', '697') then 1 else 0 end)
      from establishments.establishment ranked
      where ranked.finess = e.finess or e.level = 'LEGAL_ENTITY' and ranked.legal_entity_finess = e.finess) as rank
  ) as one
),
page as (select * from found order by relevance desc, finess desc limit $2)
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
    )) order by p.relevance desc, p.finess desc), '[]')
    from page p
    left join establishments.nomenclature n on n.system = 'finess-category' and n.code = p.category_code
    left join establishments.establishment l on l.finess = p.legal_entity_finess),
  'pageInfo', json_build_object('hasNextPage', (select count(*) > $2 from found)))) as answer
