import type pg from 'pg';
import { OperatorError } from '../../../../platform/errors.ts';
import { tablesOf } from './publication.ts';
import { channelOf } from '../role.ts';

/** The two ends of a replication, each with a connection as the database's owner. */
export interface Ends {
  source: pg.Client;
  target: pg.Client;
  /** What the target's server connects to the source with. */
  sourceUrl: string;
}

/**
 * Makes sure that the target receives what the source publishes of a service: the rows that are there first, and then
 * each change, transaction by transaction. PostgreSQL's workers neither fire triggers nor check foreign keys for rows
 * that they bring, which is right here: the source has checked them. Generated columns are computed at the target.
 * @returns whether the subscription is new
 */
export async function subscribe(ends: Ends, service: string): Promise<boolean> {
  const { source, target, sourceUrl } = ends;
  const name = target.escapeIdentifier(channelOf(service));
  const connection = target.escapeLiteral(sourceUrl);
  const held = await subscriptionOf(target, service);
  if (held?.slot && (await isKept(source, held.slot))) {
    await target.query(`alter subscription ${name} connection ${connection}`);
    await target.query(`alter subscription ${name} enable`);
    await target.query(`alter subscription ${name} refresh publication`);
    return false;
  }
  // Without its slot nobody knows what the target has missed: it starts over.
  if (held) await unsubscribe(target, service);
  else await requireEmpty(target, service);
  const slot = await slotOf(target, service);
  // One that an earlier attempt left behind, or whose log the source has given up, is of no use.
  await dropSlot(source, slot);
  // Made here and not by the subscription, which would wait for itself where both ends are of one server.
  await source.query("select pg_create_logical_replication_slot($1, 'pgoutput')", [slot]);
  try {
    await target.query(
      `create subscription ${name} connection ${connection} publication ${name}
       with (create_slot = false, slot_name = ${slot}, copy_data = true)`,
    );
  } catch (error) {
    // The source would keep its log for a target that never comes.
    await dropSlot(source, slot);
    throw error;
  }
  return true;
}

/** The name of a service's slot at the source: one for each target database, since several may receive. */
async function slotOf(target: pg.Client, service: string): Promise<string> {
  const { rows } = await target.query<{ place: string }>(
    `select system_identifier || '_' || (select oid from pg_database where datname = current_database()) as place
     from pg_control_system()`,
  );
  return `${channelOf(service)}_${rows[0]!.place}`;
}

/** Whether the source still keeps all that a slot has not sent. */
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

/** The target's subscription to a service, with the slot that it reads from. */
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
  // Otherwise dropping it would look for the slot at the source.
  await target.query(`alter subscription ${name} set (slot_name = none)`);
  await target.query(`drop subscription ${name}`);
  await target.query(`truncate ${(await tablesOf(target, service)).join(', ')}`);
}

/** Rows that came from elsewhere would stand in the way of the source's, and are not ours to remove. */
async function requireEmpty(target: pg.Client, service: string): Promise<void> {
  for (const table of await tablesOf(target, service)) {
    const { rowCount } = await target.query(`select from ${table} limit 1`);
    if (rowCount) throw new OperatorError(`its table ${table} holds rows already; give an empty database`);
  }
}
