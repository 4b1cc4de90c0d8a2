-- $1: the FINESS number after which the page starts, $2: how many.
select e.finess, e.level, e.name, e.category_code, c.label as category_label, e.address_lines, e.postal_code, e.city, e.commune_code, e.latitude, e.longitude, e.opened_on::text
from establishments.establishment e
left join establishments.nomenclature c on c.system = 'finess-category' and c.code = e.category_code
where e.finess > $1 order by e.finess limit $2::int + 1
