import { stagedRows } from '../../kit/datasets/dataset.ts';

const units = 'logistics.production_unit';
const contracts = 'logistics.supply_contract';

/** The kind of a unit cannot change while it has contracts. */
export const keepKind = `
  select s.number, 'kind' as "column", null as value,
    format('expected %s while the unit has the contract %s', kept.kind, c.code) as message
  from ${stagedRows} as s join ${units} as kept using (code)
  cross join lateral (select min(c.code) as code from ${contracts} as c where c.unit_code = kept.code) as c
  where kept.kind <> s.kind and c.code is not null`;

/** Only kitchens have diets, and only laundries have articles. */
export const keepDetails = `
  select s.number, detail.name as "column", null as value, detail.message
  from ${stagedRows} as s join ${units} as unit on unit.code = s.unit_code
  cross join lateral (values
    ('diets', s.diets, 'LINEN', 'expected an empty cell, as the unit is a laundry'),
    ('articles', s.articles, 'MEALS', 'expected an empty cell, as the unit is a kitchen')
  ) as detail (name, given, kind, message)
  where unit.kind = detail.kind and cardinality(detail.given) > 0`;

/** On any day, the shares of a customer in one kind add up to at most 1; the last row of the file is the invalid one. */
export const keepShares = `
  with listed as (
      select s.number, unit.kind, s.customer_finess as customer, s.share::numeric as share, daterange(s.starts_on, s.ends_on) as period
      from ${stagedRows} as s join ${units} as unit on unit.code = s.unit_code where s.share > 0
      union all
      select 0, c.kind, c.customer_finess, c.share::numeric, c.period from ${contracts} as c
      where c.share > 0 and c.customer_finess in (select customer_finess from ${stagedRows})
        and not exists (select from ${stagedRows} as s where s.code = c.code)
    ), days as (
      select kind, customer, day, sum(sum(part)) over (partition by kind, customer order by day) as total
      from listed cross join lateral (values (coalesce(lower(period), '-infinity'), share), (upper(period), -share)) as step (day, part)
      where day is not null group by kind, customer, day
    )
  select distinct on (kind, customer) number, 'share' as "column", null as value,
    format('expected a share that keeps the total of the customer %s in %s at 1 or less; %s it is %s', customer, kind,
      case when day = '-infinity' then 'from the beginning' else 'on ' || day end, trim_scale(total)) as message
  from days join listed using (kind, customer) where total > 1 and period @> day and number > 0
  order by kind, customer, total desc, day, number desc`;
