import type pg from 'pg';
import type { ChangeActor } from './actor.ts';
import type { ObjectChange } from './describe.ts';
import { logSchema } from './log-tables.ts';
import { SlotInUse, type LogPlace } from './slot.ts';

/** Rows of another table that name establishments which a change concerns. */
export interface Concern {
  /** The table, as an SQL identifier. */
  table: string;
  key: string;
  finess: readonly string[];
  value: string;
}

/** A change as the log stores it. */
export interface LoggedChange extends ObjectChange {
  /** Where its transaction was committed, in the server's log. */
  lsn: bigint;
  sequence: number;
  at: Date;
  service: string;
  table: string;
  actor: ChangeActor;
  concerns: Concern[];
  /** Whether other rows of its object name establishments. */
  isShared: boolean;
}

const insert = `
  insert into ${logSchema}.change (position, sequence, at, service, table_name, type, key, node_key, kind, fields, confidential,
    establishments, institution, import, files, source)
  select c.position, c.sequence, c.at, c.service, c.table_name, c.type, c.key, c.node_key, c.kind, c.fields, c.confidential,
    c.establishments, c.institution, c.import, coalesce(c.files, '{}'), c.source
  from jsonb_to_recordset($1::jsonb) as c (position bigint, sequence int, at timestamptz, service text, table_name text, type text,
    key text, node_key text, kind text, fields jsonb, confidential jsonb, establishments text[], institution text, import text,
    files text[], source text)`;

// What a transaction does to an object concerns whom any part of it names: the items of its lists have rows of their own.
const unite = `
  update ${logSchema}.change c set establishments = whole.establishments
  from (
    select position, type, key, array_agg(distinct named.finess order by named.finess) as establishments
    from ${logSchema}.change cross join lateral unnest(establishments) named (finess)
    where position = any ($1::bigint[]) group by position, type, key) whole
  where (c.position, c.type, c.key) = (whole.position, whole.type, whole.key) and c.establishments <> whole.establishments`;

// Another process that reads meanwhile has stored them: the same change is never told twice.
const advance = `update ${logSchema}.change_log set read_to = $1::bigint where read_to = $2::bigint`;

/** Writes changes to the log, transaction by transaction. */
export class ChangeStore {
  readonly #client: pg.Client;
  readonly #shift: bigint;
  #readTo: bigint;
  /** Whether it holds a part of a transaction. */
  isOpen = false;
  /** The positions of transactions with objects whose establishments several rows name. */
  #shared = new Set<string>();

  constructor(client: pg.Client, { readTo, shift }: LogPlace) {
    this.#client = client;
    this.#readTo = readTo;
    this.#shift = shift;
  }

  /** Whether the log has a transaction that was committed there. */
  has(lsn: bigint): boolean {
    return lsn < this.#readTo;
  }

  /** Adds changes, which are seen after `commit`. */
  async add(changes: readonly LoggedChange[]): Promise<void> {
    if (!this.isOpen) await this.#client.query('begin');
    this.isOpen = true;
    const named = await this.#establishmentsOf(changes);
    const rows = changes.map((change, index) => this.#rowOf(change, named[index]!));
    for (const [index, { isShared }] of changes.entries()) if (isShared) this.#shared.add(rows[index]!.position);
    await this.#client.query(insert, [JSON.stringify(rows)]);
  }

  /** Ends the transaction: the log now has everything up to a place. @throws SlotInUse when another process has written there */
  async commit(lsn: bigint): Promise<void> {
    if (!this.isOpen) return;
    await this.#client.query(unite, [[...this.#shared]]);
    const { rowCount } = await this.#client.query(advance, [lsn, this.#readTo]);
    if (rowCount !== 1) throw new SlotInUse();
    await this.#client.query('commit');
    this.isOpen = false;
    this.#shared = new Set();
    this.#readTo = lsn;
  }

  #rowOf(change: LoggedChange, establishments: string[]) {
    const { lsn, sequence, at, service, table, type, key, nodeKey, kind, fields, confidential, actor } = change;
    return {
      position: String(lsn + this.#shift),
      sequence,
      at,
      service,
      table_name: table,
      type,
      key,
      node_key: nodeKey,
      kind,
      fields,
      confidential,
      establishments,
      institution: actor.institution,
      import: actor.import,
      files: actor.files,
      source: actor.source,
    };
  }

  /** The establishments of each change: those that its row names, and those that rows beside it name. */
  async #establishmentsOf(changes: readonly LoggedChange[]): Promise<string[][]> {
    const all = changes.map((change) => new Set(change.establishments));
    const asked = changes.flatMap(({ concerns }, index) => concerns.map((concern) => ({ concern, index })));
    const byTable = Map.groupBy(asked, ({ concern: { table, key, finess } }) => [table, key, ...finess].join());
    for (const group of byTable.values()) {
      const { table, key, finess } = group[0]!.concern;
      const { rows } = await this.#client.query<{ key: string; finess: string }>(
        `select distinct beside.${key} as key, named.finess
         from ${table} beside cross join lateral unnest(array[${finess.map((column) => `beside.${column}`).join(', ')}]) named (finess)
         where beside.${key} = any ($1) and named.finess is not null`,
        [[...new Set(group.map(({ concern }) => concern.value))]],
      );
      const found = Map.groupBy(rows, (row) => row.key);
      for (const { concern, index } of group)
        for (const row of found.get(concern.value) ?? []) all[index]!.add(row.finess);
    }
    return all.map((each) => [...each].toSorted());
  }
}
