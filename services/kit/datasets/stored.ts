import type pg from 'pg';
import { columnOf, type Column, type Dataset, type Values } from './dataset.ts';
import type { DescribedDataset } from './describe.ts';
import { keyOf, type Cells } from './read.ts';

/** A row as the hub has it. */
export interface StoredRow {
  cells: Cells;
  /** The FINESS number of the institution that it belongs to; null for the hub's own. */
  owner: string | null;
  /** What the hub calls that institution. */
  ownerName: string | null;
  version: string;
}

/** The rows of the dataset with the keys of the given ones, by key. */
export async function storedRows(
  client: pg.ClientBase,
  dataset: DescribedDataset,
  keys: readonly Values[],
): Promise<Map<string, StoredRow>> {
  const keyed = keys.filter((values) => keyOf(dataset, values) !== undefined);
  if (keyed.length === 0) return new Map();
  const { names, source, condition, values } = given(dataset, keyed);
  const { rows } = await client.query<StoredRow & { keys: string[] }>(
    `select array[${names.map((name) => `k.${name}::text`).join(', ')}] as keys, ${selected(dataset)}
     from ${source} join ${dataset.table} as t on ${condition}`,
    values,
  );
  return new Map(rows.map(({ keys: own, ...row }) => [own.map((part) => part ?? '').join(' '), row]));
}

/** Deletes the rows of the dataset with the given keys. @returns how many there were */
export async function deleteStored(
  client: pg.ClientBase,
  dataset: DescribedDataset,
  keys: readonly Values[],
): Promise<number> {
  const { source, condition, values } = given(dataset, keys);
  const { rowCount } = await client.query(
    `delete from ${dataset.table} as t using ${source} where ${condition}`,
    values,
  );
  return rowCount ?? 0;
}

/** Keys as the rows `k` of a statement, and the condition that the row `t` has one of them. */
function given(dataset: DescribedDataset, keys: readonly Values[]) {
  const key = dataset.key.map((name) => columnOf(dataset, name));
  const names = key.map((_, index) => `k${index}`);
  const arrays = key.map(({ type }, index) => `$${index + 1}::${type.sqlType}[]`);
  const equal = key.map(
    (column, index) => `${storedIn(column)} ${column.isBound ? 'is not distinct from' : '='} k.${names[index]!}`,
  );
  return {
    names,
    source: `unnest(${arrays.join(', ')}) as k (${names.join(', ')})`,
    condition: equal.join(' and '),
    values: key.map(({ name }) => keys.map((each) => each[name] ?? null)),
  };
}

/** The rows of the dataset that belong to an institution, ordered by key. */
export async function rowsOwnedBy(
  client: Pick<pg.Pool, 'query'>,
  dataset: Dataset,
  institution: string,
): Promise<StoredRow[]> {
  const order = dataset.key.map((name) => storedIn(columnOf(dataset, name))).join(', ');
  const { rows } = await client.query<StoredRow>(
    `select ${selected(dataset)} from ${dataset.table} as t where t.owner_finess = $1 order by ${order}`,
    [institution],
  );
  return rows;
}

/** The value of a column of the row `t`. */
function storedIn({ name, isBound, target }: Column): string {
  if (!isBound) return `t.${target}`;
  return `${name === 'start' ? 'lower' : 'upper'}(t.period)`;
}

function selected(dataset: Dataset): string {
  const cells = dataset.columns.map((column) => `'${column.name}', ${cellOf(dataset, column)}`).join(', ');
  return `
    jsonb_strip_nulls(jsonb_build_object(${cells})) as cells, t.owner_finess as owner, t.row_version::text as version,
    (select coalesce(e.name, e.derived_name) from establishments.establishment as e where e.finess = t.owner_finess) as "ownerName"`;
}

function cellOf(dataset: Dataset, column: Column): string {
  const { isList, joinTable, type } = column;
  if (joinTable) {
    const key = columnOf(dataset, dataset.key[0]!).target;
    return `(select jsonb_agg(pair.establishment_finess order by pair.establishment_finess) from ${joinTable.table} as pair where pair.${joinTable.own} = t.${key})`;
  }
  if (isList) return `to_jsonb(t.${column.target})`;
  const text = `${storedIn(column)}::text`;
  // A very small number, without its exponent.
  return type !== 'enumeration' && type.sqlType === 'float8' ? `${text}::numeric::text` : text;
}
