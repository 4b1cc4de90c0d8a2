import { anyText, code, groupingCode } from './cell-types.ts';
import { columnOf, hasPeriod, stagedRows, type Column, type Dataset } from './dataset.ts';
import { lostZero } from './spreadsheet-traces.ts';

/**
 * The queries for the staged rows of a dataset that the database would refuse; each returns
 * `number`, `column`, `value` (null for the cell as given) and `message`.
 */
export function rulesOf(dataset: Dataset): string[] {
  return [
    ...dataset.columns.filter((column) => column.refersTo).map((column) => unknownReference(dataset, column)),
    ...(dataset.within ? [outsidePeriod(columnOf(dataset, dataset.within))] : []),
    ...dataset.columns
      .filter(({ name, type }) => dataset.key.length === 1 && name === dataset.key[0] && isChosen(type))
      .map(({ target }) => nearlySame(dataset, target)),
    ...(dataset.uniqueTogether ? [duplicatesOf(dataset, dataset.uniqueTogether)] : []),
    ...(dataset.rules ?? []),
  ];
}

/** Whether a key is one that a partner chooses. */
const isChosen = (type: Column['type']): boolean => type === code || type === groupingCode;

/** A list of names as in a sentence. */
export const listed = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

function unknownReference(dataset: Dataset, { name, target, isList, refersTo }: Column): string {
  const { table, key, type, expected } = refersTo!;
  const value = isList ? 'named.value' : `s.${target}`;
  // A row may refer to another one of the same file.
  const alsoStaged =
    table === dataset.table ? `and not exists (select from ${stagedRows} as o where o.${key} = ${value})` : '';
  return `
    select s.number, '${name}' as "column", ${value} as value, 'expected ${expected}'${type === anyText ? ` || ${hint(table, key, value)}` : ''} as message
    from ${stagedRows} as s ${isList ? `cross join lateral unnest(s.${target}) as named (value)` : ''}
    where ${value} is not null and not exists (select from ${table} as t where t.${key} = ${value}) ${alsoStaged}`;
}

/** What was meant, where it differs by zeros that a spreadsheet dropped, or by capital letters. */
const hint = (table: string, key: string, value: string): string => `coalesce((
  select case when lower(t.${key}) = lower(${value}) then '; did you mean ' || t.${key} || '?'
    else ' (${lostZero}: ' || t.${key} || ')' end
  from ${table} as t
  where lower(t.${key}) = lower(${value})
    or t.${key} like '0%' and ${value} ~ '^[0-9]+$' and ltrim(t.${key}, '0') = ltrim(${value}, '0')
  order by t.${key} limit 1), '')`;

/** Rows whose key differs from another one by capital letters alone, which would be two rows of one object. */
function nearlySame({ table, key: [name] }: Dataset, target: string): string {
  return `
    select distinct on (s.number) s.number, '${name}' as "column", null as value,
      'expected a code that differs from ' || other.key || ' by more than capital letters' as message
    from ${stagedRows} as s join (
      select number, ${target} as key from ${stagedRows} union all select 0, ${target} from ${table}
    ) as other on lower(other.key) = lower(s.${target}) and other.key <> s.${target} and other.number < s.number
    where not exists (select from ${table} as kept where kept.${target} = s.${target})
    order by s.number, other.number`;
}

function outsidePeriod({ name, target, refersTo }: Column): string {
  const { table, key } = refersTo!;
  const bound = (which: string) => `coalesce(${which}(within.period)::text, 'open')`;
  return `
    select s.number, outside.name as "column", null as value,
      format('expected a date within the period of the ${name} %s (%s to %s)', s.${target}, ${bound('lower')}, ${bound('upper')}) as message
    from ${stagedRows} as s join ${table} as within on within.${key} = s.${target}
    cross join lateral (values
      ('start', s.starts_on < lower(within.period) or s.starts_on >= upper(within.period)),
      ('end', s.ends_on > upper(within.period) or s.ends_on <= lower(within.period))
    ) as outside (name, is_so)
    where outside.is_so`;
}

/** Rows whose columns are not unique together, at least at some time; the later row of the file is the invalid one. */
function duplicatesOf(dataset: Dataset, names: string[]): string {
  const { table, key } = dataset;
  const own = columnOf(dataset, key[0]!).target;
  const targets = names.map((name) => columnOf(dataset, name).target);
  const period = hasPeriod(dataset);
  const of = (row: string) => targets.map((target) => `${row}.${target}`).join(', ');
  const rule = `expected only one row ${period ? 'at a time ' : ''}with the same ${listed(names)}`;
  return `
    select distinct on (s.number) s.number, '${names[0]}' as "column", null as value, '${rule}; ' || other.place || ' is another' as message
    from ${stagedRows} as s join (
      select o.number, o.place, ${of('o')}${period ? ', daterange(o.starts_on, o.ends_on) as period' : ''} from ${stagedRows} as o
      union all
      select 0, 'the existing row ' || t.${own}, ${of('t')}${period ? ', t.period' : ''}
      from ${table} as t where not exists (select from ${stagedRows} as o where o.${own} = t.${own})
    ) as other on (${of('s')}) = (${of('other')}) and other.number < s.number
      ${period ? 'and other.period && daterange(s.starts_on, s.ends_on)' : ''}
    order by s.number, other.number`;
}
