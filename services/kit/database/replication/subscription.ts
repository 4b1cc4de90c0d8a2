import type pg from 'pg';
import { OperatorError } from '../../../../platform/errors.ts';
import { tablesOf } from './publication.ts';
import { channelOf } from '../role.ts';

/** The two ends of a replication, each with a connection as the owner of its database. */
export interface Ends {
  source: pg.Client;
  target: pg.Client;
  /** The URL that the target's server connects to the source with. */
  sourceUrl: string;
}

/**
 * Subscribes the target to what the source publishes of a service: first the existing rows, then each change,
 * transaction by transaction. PostgreSQL's workers neither fire triggers nor check foreign keys for replicated rows,
 * which the source has already done. Generated columns arrive like others.
 * @returns whether the subscription is new
 */
export async function subscribe(ends: Ends, service: string): Promise<boolean> {
  const { source, target, sourceUrl } = ends;
  const name = target.escapeIdentifier(channelOf(service));
  const connection = target.escapeLiteral(sourceUrl);
  await takeGenerated(target, service);
  const held = await subscriptionOf(target, service);
  if (held?.slot && (await isKept(source, held.slot))) {
    await target.query(`alter subscription ${name} connection ${connection}`);
    await target.query(`alter subscription ${name} enable`);
    await target.query(`alter subscription ${name} refresh publication`);
    return false;
  }
  // Without its slot, what the target has missed is unknown: it starts over.
  if (held) await unsubscribe(target, service);
  else await requireEmpty(target, service);
  const slot = await slotOf(target, service);
  // A slot that an earlier attempt left behind, or whose log the source has removed, is useless.
  await dropSlot(source, slot);
  // Created here rather than by the subscription, which would wait for itself if both ends are on one server.
  await source.query("select pg_create_logical_replication_slot($1, 'pgoutput')", [slot]);
  try {
    await target.query(
      `create subscription ${name} connection ${connection} publication ${name}
       with (create_slot = false, slot_name = ${slot}, copy_data = true)`,
    );
  } catch (error) {
    // Otherwise the source would keep its log for a target that never connects.
    await dropSlot(source, slot);
    throw error;
  }
  return true;
}

/** Makes the generated columns of the target plain ones: PostgreSQL receives no others. */
async function takeGenerated(target: pg.Client, service: string): Promise<void> {
  const { rows } = await target.query<{ name: string; column: string }>(
    `select a.attrelid::regclass::text as name, quote_ident(a.attname) as "column"
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' and a.attgenerated = 's' and not a.attisdropped`,
    [service],
  );
  for (const { name, column } of rows) await target.query(`alter table ${name} alter column ${column} drop expression`);
}

/** The name of a service's slot at the source: one for each target database, since there may be several. */
async function slotOf(target: pg.Client, service: string): Promise<string> {
  const { rows } = await target.query<{ place: string }>(
    `select system_identifier || '_' || (select oid from pg_database where datname = current_database()) as place
     from pg_control_system()`,
  );
  return `${channelOf(service)}_${rows[0]!.place}`;
}

/** Whether the source still has all of the log that a slot has not sent. */
async function isKept(source: pg.Client, slot: string): Promise<boolean> {
  const { rowCount } = await source.query(
    "select from pg_replication_slots where slot_name = $1 and database = current_database() and wal_status <> 'lost'",
    [slot],
  );
  return rowCount === 1;
}

async function dropSlot(source: pg.Client, slot: string): Promise<void> {
  await source.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1', [
    slot,
  ]);
}

/** The target's subscription to a service, with the slot that it reads from; undefined if there is none. */
async function subscriptionOf(target: pg.Client, service: string): Promise<{ slot: string | null } | undefined> {
  const { rows } = await target.query<{ slot: string | null }>(
    `select s.subslotname as slot from pg_subscription s join pg_database d on d.oid = s.subdbid
     where d.datname = current_database() and s.subname = $1`,
    [channelOf(service)],
  );
  return rows[0];
}

async function unsubscribe(target: pg.Client, service: string): Promise<void> {
  const name = target.escapeIdentifier(channelOf(service));
  await target.query(`alter subscription ${name} disable`);
  // Otherwise dropping the subscription would try to drop the slot at the source.
  await target.query(`alter subscription ${name} set (slot_name = none)`);
  await target.query(`drop subscription ${name}`);
  await target.query(`truncate ${(await tablesOf(target, service)).join(', ')}`);
}

/** Checks that the tables are empty: rows from elsewhere would conflict with the source's, and must not be removed. */
async function requireEmpty(target: pg.Client, service: string): Promise<void> {
  for (const table of await tablesOf(target, service)) {
    const { rowCount } = await target.query(`select from ${table} limit 1`);
    if (rowCount) throw new OperatorError(`its table ${table} already has rows; use an empty database`);
  }
}
