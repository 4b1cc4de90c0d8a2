-- $1: departments (text[]), $2: year.
with stated as (
  select establishment_finess as finess, beds, null::int as scanners, null::int as mris, null::int as exams, null::int as interns
  from clinical.care_activity where year = $2 and discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')
  union all
  select establishment_finess, null, case modality when 'SCANNER' then devices end, case modality when 'MRI' then devices end,
    case modality when 'MRI' then exams end, null
  from clinical.imaging_activity where year = $2 and modality in ('SCANNER', 'MRI')
  union all
  select establishment_finess, null, null, null, null, total from clinical.intern_census where year = $2
),
held as materialized (
  select finess, sum(beds) as beds, sum(scanners) as scanners, sum(mris) as mris, sum(exams) as exams, sum(interns) as interns
  from stated group by finess
),
department as (
  select t.department_code as code, sum(beds) as beds, sum(scanners) as scanners, sum(mris) as mris, sum(exams) as exams, sum(interns) as interns
  from held join establishments.establishment e using (finess) join establishments.territory t on t.code = e.territory_code
  where t.department_code is not null group by 1
),
rated as (
  select d.code as territory, one.*, people.population, one.numerator * one.per / nullif(people.population, 0) as value
  from department d
  left join lateral (
    select p.population::float8 from establishments.territory_population p where p.territory_code = d.code
    order by p.year <= $2 desc, abs(p.year - $2) limit 1
  ) people on true
  cross join lateral (
    values (1, 'MCO_BEDS_PER_100K', 100000, d.beds::float8), (2, 'SCANNERS_PER_100K', 100000, d.scanners), (3, 'MRIS_PER_100K', 100000, d.mris),
      (4, 'MRI_EXAMS_PER_1000', 1000, d.exams), (5, 'INTERNS_PER_100K', 100000, d.interns)
  ) as one (place, indicator, per, numerator)
  where one.numerator is not null
),
ranked as (
  select *, rank() over (partition by indicator order by value desc nulls last) as rank,
    sum(numerator * per) filter (where value is not null) over (partition by indicator)
      / nullif(sum(population) filter (where value is not null) over (partition by indicator), 0) as national
  from rated
)
select json_build_object('careOfferIndicators', coalesce(json_agg(json_build_object(
  'territory', json_build_object('code', t.code, 'name', t.name, 'population', (
    select p.population from establishments.territory_population p where p.territory_code = t.code order by p.year desc limit 1)),
  'code', r.indicator, 'year', $2, 'value', r.value, 'numerator', r.numerator, 'denominator', r.population,
  'nationalValue', r.national, 'ratioToNational', r.value / nullif(r.national, 0), 'rank', case when r.value is not null then r.rank end
) order by asked.place, r.place), '[]')) as answer
from unnest($1::text[]) with ordinality as asked (code, place)
join establishments.territory t on t.code = asked.code
join ranked r on r.territory = asked.code
