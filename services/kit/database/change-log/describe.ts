import type { TrackedTable } from '../../service.ts';
import { boundsOf, fieldOf, fieldsOf, type Fields, type LoggedColumn, type LoggedRow } from './row-fields.ts';

/** A table that the change log tells of. */
export interface LoggedTable {
  service: string;
  name: string;
  columns: readonly LoggedColumn[];
  /** The columns of its primary key. */
  primaryKey: readonly string[];
  /** How the service has its rows told of. */
  how: TrackedTable;
  /** The same for the other tables of the service. */
  others: Readonly<Record<string, TrackedTable | null>>;
}

/** What became of one field. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** What became of one object. */
export interface ObjectChange {
  type: string;
  key: string;
  /** The key within the global id; null where objects of the type have none. */
  nodeKey: string | null;
  kind: 'ADDED' | 'CHANGED' | 'REMOVED';
  fields: FieldChange[];
  /** The fields that only partners may see. */
  confidential: FieldChange[];
  /** The FINESS numbers that the row itself names. */
  establishments: string[];
}

const namesEstablishment = /^(\w+_)?finess$/;

/**
 * Describes what a transaction did to a row, as the graph names things: nothing where no fact changed, and the loss of one object
 * and a new one where the key is another.
 */
export function describe(table: LoggedTable, before: LoggedRow | null, after: LoggedRow | null): ObjectChange[] {
  if (table.how.itemsOf) return [before, after].flatMap((row) => (row ? [itemChange(table, row, row === after)] : []));
  if (before && after && identify(table, before) !== identify(table, after))
    return [...describe(table, before, null), ...describe(table, null, after)];
  const row = (after ?? before)!;
  const differences = differencesOf(before && readFields(table, before), after && readFields(table, after));
  if (differences.length === 0) return [];
  const { confidential = [] } = table.how;
  const isConfidential = ({ field }: FieldChange): boolean => confidential === 'all' || confidential.includes(field);
  return [
    {
      type: typeOf(table, row),
      key: keyOf(table, row),
      nodeKey: nodeKeyOf(table, row),
      kind: !before ? 'ADDED' : !after ? 'REMOVED' : 'CHANGED',
      fields: differences.filter((one) => !isConfidential(one)),
      confidential: differences.filter(isConfidential),
      establishments: namedIn(table, [before, after]),
    },
  ];
}

const readFields = ({ columns, how }: LoggedTable, row: LoggedRow): Fields => fieldsOf(row, columns, how);

function differencesOf(before: Fields | null, after: Fields | null): FieldChange[] {
  return [...(after ?? before)!.keys()]
    .map((field) => ({ field, before: before?.get(field) ?? null, after: after?.get(field) ?? null }))
    .filter((one) => one.before !== one.after);
}

/** An item that a list of its parent got or lost. */
function itemChange(table: LoggedTable, row: LoggedRow, isNew: boolean): ObjectChange {
  const { itemsOf, ...rest } = table.how;
  const { table: parent, field, parent: column, item } = itemsOf!;
  const how = table.others[parent] ?? rest;
  const [name = fieldOf(how.id![0]!)] = Object.keys(how.key ?? {});
  const value = row[item]!;
  return {
    type: typeNamed(parent),
    key: `${name}=${row[column]}`,
    nodeKey: row[column]!,
    kind: 'CHANGED',
    fields: [{ field, before: isNew ? null : value, after: isNew ? value : null }],
    confidential: [],
    establishments: namedIn(table, [row]),
  };
}

function typeOf({ name, how: { type } }: LoggedTable, row: LoggedRow): string {
  if (type === undefined) return typeNamed(name);
  return typeof type === 'string' ? type : type.types[row[type.by]!]!;
}

const typeNamed = (table: string): string =>
  table.replaceAll(/(^|_)([a-z0-9])/g, (_, _line, letter) => letter.toUpperCase());

/** The key as `column=value`, joined by `;`. Of a period, it is the first day. */
function keyOf({ how: { key }, primaryKey, columns }: LoggedTable, row: LoggedRow): string {
  const names = key ?? Object.fromEntries(primaryKey.map((column) => [fieldOf(column), column]));
  return Object.entries(names)
    .map(([name, column]) => {
      const isPeriod = name === 'start' && columns.some((each) => each.name === column);
      return `${name}=${(isPeriod ? boundsOf(row[column] ?? null)[0] : row[column]) ?? ''}`;
    })
    .join(';');
}

const nodeKeyOf = ({ how: { id } }: LoggedTable, row: LoggedRow): string | null =>
  id ? id.map((column) => row[column]).join('-') : null;

/** What tells an object from all others. */
const identify = (table: LoggedTable, row: LoggedRow): string => `${typeOf(table, row)} ${keyOf(table, row)}`;

function namedIn({ columns }: LoggedTable, rows: readonly (LoggedRow | null)[]): string[] {
  const named = columns.filter(({ name }) => namesEstablishment.test(name) && name !== 'owner_finess');
  const values = rows.flatMap((row) => named.map(({ name }) => row?.[name]));
  return [...new Set(values.filter((value) => value != null))].toSorted();
}
