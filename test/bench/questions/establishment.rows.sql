-- $1: FINESS number.
select e.finess, e.level, e.name, e.long_name, e.category_code, c.label as category_label, e.legal_status_code, s.label as legal_status_label,
  e.address_lines, e.postal_code, e.city, e.commune_code, e.latitude, e.longitude, e.phone, e.is_military, e.opened_on::text
from establishments.establishment e
left join establishments.nomenclature c on c.system = 'finess-category' and c.code = e.category_code
left join establishments.legal_status s on s.code = e.legal_status_code
where e.finess = $1
