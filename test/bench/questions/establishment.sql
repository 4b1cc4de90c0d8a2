-- $1: FINESS number.
select json_build_object('establishment', (
  select json_build_object('finess', e.finess, 'level', e.level, 'name', e.name, 'longName', e.long_name,
    'category', case when e.category_code is null then json_build_object('code', 'UNK', 'label', 'unknown') else json_build_object('code', e.category_code, 'label', coalesce(c.label, e.category_code)) end,
    'legalStatus', case when e.legal_status_code is not null then json_build_object('code', e.legal_status_code, 'label', coalesce(s.label, e.legal_status_code)) end,
    'address', case when e.address_lines <> '{}' or coalesce(e.postal_code, e.city, e.commune_code) is not null then json_build_object('lines', e.address_lines, 'postalCode', e.postal_code, 'city', e.city) end,
    'location', case when e.latitude is not null then json_build_object('latitude', e.latitude, 'longitude', e.longitude) end,
    'phone', e.phone, 'isMilitary', e.is_military, 'openedOn', e.opened_on)
  from establishments.establishment e
  left join establishments.nomenclature c on c.system = 'finess-category' and c.code = e.category_code
  left join establishments.legal_status s on s.code = e.legal_status_code
  where e.finess = $1)) as answer
