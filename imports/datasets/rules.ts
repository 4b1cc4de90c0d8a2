import { columnOf, hasPeriod, stagedRows, type Column, type Dataset } from './dataset.ts';

/**
 * The queries that find, among the staged rows of a dataset, what the database would refuse; each gives
 * `number`, `column`, `value` (null for the cell as it was given) and `expected`.
 */
export function rulesOf(dataset: Dataset): string[] {
  return [
    ...dataset.columns.filter((column) => column.refersTo).map((column) => unknownReference(dataset, column)),
    ...(dataset.within ? [outsidePeriod(columnOf(dataset, dataset.within))] : []),
    ...(dataset.uniqueTogether ? [duplicatesOf(dataset, dataset.uniqueTogether)] : []),
    ...(dataset.rules ?? []),
  ];
}

/** The names of columns as a sentence lists them. */
export const listed = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

function unknownReference(dataset: Dataset, { name, target, isList, refersTo }: Column): string {
  const { table, key, expected } = refersTo!;
  const value = isList ? 'named.value' : `s.${target}`;
  // A row may refer to another one of the same load.
  const alsoStaged =
    table === dataset.table ? `and not exists (select from ${stagedRows} as o where o.${key} = ${value})` : '';
  return `
    select s.number, '${name}' as "column", ${value} as value, '${expected} is expected' as expected
    from ${stagedRows} as s ${isList ? `cross join lateral unnest(s.${target}) as named (value)` : ''}
    where ${value} is not null and not exists (select from ${table} as t where t.${key} = ${value}) ${alsoStaged}`;
}

function outsidePeriod({ name, target, refersTo }: Column): string {
  const { table, key } = refersTo!;
  const bound = (which: string) => `coalesce(${which}(within.period)::text, 'ever')`;
  return `
    select s.number, outside.name as "column", null as value,
      format('a day within the ${name} %s, which holds from %s to %s, is expected', s.${target}, ${bound('lower')}, ${bound('upper')}) as expected
    from ${stagedRows} as s join ${table} as within on within.${key} = s.${target}
    cross join lateral (values
      ('start', s.starts_on < lower(within.period) or s.starts_on >= upper(within.period)),
      ('end', s.ends_on > upper(within.period) or s.ends_on <= lower(within.period))
    ) as outside (name, is_so)
    where outside.is_so`;
}

/** Two rows that share what only one may have, at least at a time. The later row of the load is the one at error. */
function duplicatesOf(dataset: Dataset, names: string[]): string {
  const { table, key } = dataset;
  const own = columnOf(dataset, key[0]!).target;
  const targets = names.map((name) => columnOf(dataset, name).target);
  const period = hasPeriod(dataset);
  const of = (row: string) => targets.map((target) => `${row}.${target}`).join(', ');
  const rule = `only one row ${period ? 'at a time ' : ''}with the same ${listed(names)} is expected`;
  return `
    select distinct on (s.number) s.number, '${names[0]}' as "column", null as value, '${rule}, and ' || other.place || ' is another' as expected
    from ${stagedRows} as s join (
      select o.number, o.place, ${of('o')}${period ? ', daterange(o.starts_on, o.ends_on) as period' : ''} from ${stagedRows} as o
      union all
      select 0, 'the hub''s ' || t.${own}, ${of('t')}${period ? ', t.period' : ''}
      from ${table} as t where not exists (select from ${stagedRows} as o where o.${own} = t.${own})
    ) as other on (${of('s')}) = (${of('other')}) and other.number < s.number
      ${period ? 'and other.period && daterange(s.starts_on, s.ends_on)' : ''}
    order by s.number, other.number`;
}
