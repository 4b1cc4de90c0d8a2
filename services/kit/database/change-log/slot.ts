import type pg from 'pg';
import { singleSpaced } from '../../../../platform/text.ts';
import { logSchema } from './log-tables.ts';

/** Why a database has no change log, in words for its operator. */
export class NoLogicalReplication extends Error {}

/** Another process reads, or has begun to. */
export class SlotInUse extends Error {}

/** Where the reader goes on. */
export interface LogPlace {
  slot: string;
  /** Up to where the log has everything, in the server's log. */
  readTo: bigint;
  /** What is added to places in the server's log. */
  shift: bigint;
  /** Whether the log starts again: there was none, or the slot is gone. */
  isNew: boolean;
}

interface Slot {
  name: string;
  isLost: boolean;
  isActive: boolean;
  confirmed: string;
}

interface LogState {
  readTo: string | null;
  shift: string;
}

/** The name of the current database's slot, in SQL. */
export const slotName = `'maillage_changes_' || (select oid from pg_database where datname = current_database())`;

const findSlot = `
  select s.slot_name as name, s.wal_status = 'lost' or s.invalidation_reason is not null as "isLost", s.active as "isActive",
    (s.confirmed_flush_lsn - '0/0')::bigint as confirmed
  from pg_replication_slots s where s.slot_name = ${slotName}`;

// A place that the server has not come to is another server's: the tables were restored.
const findState = `
  select case when read_to <= (pg_current_wal_insert_lsn() - '0/0')::bigint then read_to end as "readTo", shift
  from ${logSchema}.change_log`;

const startAnew = `
  insert into ${logSchema}.change_log as kept (read_to) values (null)
  on conflict (is_only) do update set read_to = null,
    kept_from = greatest(kept.kept_from, kept.read_to + kept.shift, (select max(position) from ${logSchema}.change))`;

// Positions go on growing, on whichever server.
const start = `
  update ${logSchema}.change_log set read_to = $1::bigint, shift = greatest(0, kept_from + 1 - $1::bigint),
    kept_from = greatest($1::bigint, kept_from + 1), started_at = now()
  returning read_to as "readTo", shift`;

/**
 * Finds where the log goes on, or starts it again: without the slot, what was missed is unknown.
 * @throws NoLogicalReplication, SlotInUse
 */
export async function openSlot(client: pg.Client): Promise<LogPlace> {
  await requireLogicalReplication(client);
  let slot = await slotOf(client);
  if (slot?.isActive) throw new SlotInUse();
  if (slot?.isLost) {
    await client.query('select pg_drop_replication_slot($1)', [slot.name]);
    slot = undefined;
  }
  const { rows } = await client.query<LogState>(findState);
  const [state] = rows;
  if (slot && state?.readTo) return placeOf(slot, state, false);
  await client.query(startAnew);
  if (!slot) {
    await client.query(`select pg_create_logical_replication_slot(${slotName}, 'pgoutput')`);
    slot = (await slotOf(client))!;
  }
  const { rows: started } = await client.query<LogState>(start, [slot.confirmed]);
  return placeOf(slot, started[0]!, true);
}

const placeOf = ({ name }: Slot, { readTo, shift }: LogState, isNew: boolean): LogPlace => ({
  slot: name,
  readTo: BigInt(readTo!),
  shift: BigInt(shift),
  isNew,
});

async function slotOf(client: pg.Client): Promise<Slot | undefined> {
  const { rows } = await client.query<Slot>(findSlot);
  return rows[0];
}

async function requireLogicalReplication(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ level: string; mayReplicate: boolean; isPublished: boolean }>(
    `select current_setting('wal_level') as level,
       (select rolreplication or rolsuper from pg_roles where rolname = current_user)
         or exists (select from pg_roles where rolname = 'rds_replication' and pg_has_role(oid, 'usage')) as "mayReplicate",
       exists (select from pg_publication where pubname = 'maillage_changes') as "isPublished"`,
  );
  const { level, mayReplicate, isPublished } = rows[0]!;
  if (level !== 'logical')
    throw new NoLogicalReplication(`the database runs with wal_level=${level}, and the log needs wal_level=logical`);
  if (!mayReplicate)
    throw new NoLogicalReplication(
      singleSpaced(`the role ${client.user} may not replicate: a superuser allows it with
        ALTER ROLE ${client.user} REPLICATION`),
    );
  if (!isPublished)
    throw new NoLogicalReplication(
      'the owner of the database may not create publications in it (GRANT CREATE ON DATABASE)',
    );
}
