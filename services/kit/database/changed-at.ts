import { onChange } from './ownership.ts';

/** Stamps the rows of `stampChanges`. One for each schema. */
export const stampMoment = `
  create function stamp_moment() returns trigger language plpgsql as $$
  begin
    new.changed_at := now();
    return new;
  end $$`;

/**
 * Stamps the rows that those of `stampParents` name. One for each schema.
 * What is new in this transaction, as in a first import, has its time already.
 */
export const stampNamed = `
  create function stamp_named() returns trigger language plpgsql as $$
  begin
    execute format(
      'update %I.%I set changed_at = now() where changed_at < now() and %I in (select %I from touched)',
      tg_table_schema, tg_argv[0], tg_argv[1], tg_argv[2]);
    return null;
  end $$`;

/**
 * Lets a table of which the hub itself is the only writer tell when each row last changed.
 * A column that is added later needs `noteChanges` again.
 * @param ignored the columns that are derived for the search, or say when a source was read: a change of these alone does not count
 */
export const stampChanges = (table: string, ignored: readonly string[] = []): string[] => [
  `alter table ${table} add column changed_at timestamptz not null default now()`,
  noteChanges(table, ignored),
];

/** Stamps the changes of a table's columns as they are now. */
export const noteChanges = (table: string, ignored: readonly string[] = []): string =>
  onChange(table, 'changed_at', 'stamp_moment', ['changed_at', ...ignored]);

/** Lets the rows of a table count as parts of those that they name: a statement that writes them stamps these once. */
export const stampParents = (table: string, column: string, parent: string, key: string): string[] =>
  (['insert', 'update', 'delete'] as const).map(
    (event) => `
      create trigger ${event}_stamps_parents after ${event} on ${table}
      referencing ${event === 'delete' ? 'old' : 'new'} table as touched
      for each statement execute function stamp_named('${parent}', '${key}', '${column}')`,
  );

/** Lets `changedSince` find the few rows of a table that changed lately. */
export const indexChanges = (table: string): string =>
  `create index ${table.replaceAll('"', '')}_changed on ${table} (changed_at)`;
