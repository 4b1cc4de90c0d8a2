import { partners, roleOf } from './role.ts';

/** The setting of a transaction that names the institution whose rows it may write. */
export const institutionSetting = 'maillage.institution';

/** The institution that writes, in SQL: its FINESS number; null in a transaction of the hub's own. */
export const institution = `nullif(current_setting('${institutionSetting}', true), '')`;

/** The setting of a transaction in which an operator decides what institutions otherwise decide themselves. */
export const operatorSetting = 'maillage.operator';

/** Whether an operator decides, in SQL. */
export const isOperator = `coalesce(current_setting('${operatorSetting}', true), '') = 'true'`;

/** What a table has besides its facts: who may change the row, how often it changed, and when it last did. */
export const bookkeeping = ['owner_finess', 'row_version', 'changed_at'];

/** Computes what `ownRows` adds. One for each schema. */
export const stampRows = `
  create function stamp_row() returns trigger language plpgsql as $$
  begin
    new.row_version := old.row_version + 1;
    new.changed_at := now();
    return new;
  end $$`;

const policies = (table: string, isOwn: string): string[] => [
  `alter table ${table} enable row level security`,
  `create policy all_rows on ${table} using (true) with check (true)`,
  `create policy added_rows on ${table} as restrictive for insert to ${roleOf(partners)} with check (${isOwn})`,
  `create policy changed_rows on ${table} as restrictive for update to ${roleOf(partners)} using (${isOwn}) with check (${isOwn})`,
  `create policy deleted_rows on ${table} as restrictive for delete to ${roleOf(partners)} using (${isOwn})`,
];

/**
 * Lets rows of a table belong to the institution that wrote them: PostgreSQL refuses a partner's write of any other row. The hub's own
 * rows belong to no institution. Each change counts the row's version up; a column that is added later needs `countChanges` again.
 * @param ignored the columns that are derived, or say when a source was read: a change of these alone does not count
 */
export const ownRows = (table: string, ignored: readonly string[] = []): string[] => [
  `alter table ${table}
     add column owner_finess text collate "C" check (owner_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
     add column row_version int not null default 1,
     add column changed_at timestamptz not null default now()`,
  countChanges(table, ignored),
  ...policies(table, `owner_finess = ${institution}`),
];

/** Lets the rows of a table of pairs belong to whom their parents belong to. */
export const ownPairs = (table: string, column: string, parent: string, key: string): string[] =>
  policies(
    table,
    `exists (select from ${parent} as parent where parent.${key} = ${column} and parent.owner_finess = ${institution})`,
  );

/** Counts the changes of a table's columns as they are now. */
export const countChanges = (table: string, ignored: readonly string[] = []): string =>
  onChange(table, 'row_version', 'stamp_row', [...bookkeeping, ...ignored]);

/** Calls a function before each update that changes a column of a table, as they are now, but one of the ignored. */
export function onChange(table: string, trigger: string, called: string, ignored: readonly string[]): string {
  const others = ignored.map((name) => `'${name}'`).join(', ');
  return `
    do $do$
    declare
      names text[] := array(
        select attname from pg_attribute
        where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname not in (${others})
        order by attnum);
      of_old text := (select string_agg(format('old.%I', name), ', ') from unnest(names) as name);
      of_new text := (select string_agg(format('new.%I', name), ', ') from unnest(names) as name);
    begin
      execute format(
        'create or replace trigger ${trigger} before update on ${table} for each row when ((%s) is distinct from (%s)) execute function ${called}()',
        of_old, of_new);
    end $do$`;
}
