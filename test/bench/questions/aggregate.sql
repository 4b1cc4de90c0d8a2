-- $1: year, $2: the measures, in the order of the answer.
with stated as (
  select establishment_finess as finess, null::int as scanners, null::int as mris, null::int as exams, sum(beds) as beds, null::int as interns
  from clinical.care_activity where year = $1 and discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS') group by 1
  union all
  select establishment_finess, sum(devices) filter (where modality = 'SCANNER'), sum(devices) filter (where modality = 'MRI'), sum(exams), null, null
  from clinical.imaging_activity where year = $1 group by 1
  union all
  select establishment_finess, null, null, null, null, total from clinical.intern_census where year = $1
),
known as (
  select finess, sum(scanners) as scanners, sum(mris) as mris, sum(exams) as exams, sum(beds) as beds, sum(interns) as interns from stated group by 1
),
-- Looked up one by one, as the whole register takes longer to read.
held as materialized (
  select place.region_code as region, sum(scanners) as scanners, sum(mris) as mris, sum(exams) as exams, sum(beds) as beds, sum(interns) as interns
  from known cross join lateral (
    select t.region_code from establishments.establishment e left join establishments.territory t on t.code = e.territory_code
    where e.finess = known.finess offset 0
  ) place group by 1
),
sites as materialized (
  select t.region_code as region, sum(e.count)::int as count
  from (select territory_code, count(*) from establishments.establishment where level = 'SITE' group by 1) e
  left join establishments.territory t on t.code = e.territory_code group by 1
)
select json_build_object('aggregateEstablishments', json_agg(json_build_object(
  'dimensions', json_build_array(json_build_object('code', coalesce(r.code, 'UNK'), 'label', coalesce(r.name, 'unknown'))),
  'values', (
    select json_agg(json_build_object('measure', v.measure, 'value', v.value) order by array_position($2::text[], v.measure))
    from (values ('ESTABLISHMENTS', coalesce(s.count, 0)), ('SCANNERS', h.scanners), ('MRIS', h.mris), ('IMAGING_EXAMS', h.exams),
      ('MCO_BEDS', h.beds), ('INTERNS', h.interns)) as v (measure, value))
) order by r.code)) as answer
from sites s full join held h on coalesce(s.region, '') = coalesce(h.region, '')
left join establishments.territory r on r.code = coalesce(s.region, h.region)
