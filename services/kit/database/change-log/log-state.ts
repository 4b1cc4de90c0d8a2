import { setTimeout as pause } from 'node:timers/promises';
import { sql, type AbortableQueryOptions, type QueryExecutorProvider } from 'kysely';
import { logSchema, messagePrefix } from './log-tables.ts';
import { slotName } from './slot.ts';

/** The change log of a database. */
export interface LogState {
  /** Why there is none, in words; null where there is one. */
  absence: string | null;
  /** It tells of everything after this position. */
  keptFrom: string;
  /** When it began, as an instant in ISO 8601. */
  startedAt: string;
}

/** The state, with how far the server's log has been written and read. */
interface ReadState extends LogState {
  /** Whether everything that was committed when this was read is in the log; null while no process reads, or on a replica. */
  isRead: boolean | null;
  /** Whether a process reads. */
  hasReader: boolean;
  /** The end of the server's log. */
  end: string;
}

/** How long an answer waits for the reader, in milliseconds. */
const waitMs = 1_000;

/** How long a log may take to begin, in milliseconds. */
const beginMs = 10_000;

/** How long to wait before each look at the reader: it mostly takes a few milliseconds. */
const looksMs = [2, 2, 4, 8, 16, 32];

const stateSql = sql.raw(`
  select case
      when current_setting('wal_level') <> 'logical'
        then 'its database runs with wal_level=' || current_setting('wal_level') || ', and the log needs wal_level=logical'
      when log.read_to is null then 'no process has started to read it: running transactions have to end first, or its role may not replicate'
    end as absence,
    coalesce(log.kept_from, 0)::text as "keptFrom", to_json(log.started_at) #>> '{}' as "startedAt", place.lsn::text as "end",
    -- A slot that is being made is active as well.
    coalesce(slot.active and log.read_to is not null, false) as "hasReader", case when slot.active then slot.confirmed_flush_lsn >= place.lsn end as "isRead"
  from (select case when not pg_is_in_recovery() then pg_current_wal_insert_lsn() end) place (lsn)
  left join ${logSchema}.change_log log on true
  left join pg_replication_slots slot on slot.slot_name = ${slotName}`);

/**
 * The state of the change log, once it has everything that was committed before: a caller that has just written sees it. Where the reader
 * takes longer than a second, or no process reads, the log is answered from as it is.
 */
export async function currentLog(db: QueryExecutorProvider, options: AbortableQueryOptions): Promise<LogState> {
  const state = await stateOf(db, options);
  if (state.isRead !== false) return state;
  // The reader meets the message after all that was committed before. Otherwise it would not hear of the end of a quiet log.
  await sql`select pg_logical_emit_message(false, ${messagePrefix}, '', true)`.execute(db, options);
  const until = performance.now() + waitMs;
  for (let look = 0; performance.now() < until; look += 1) {
    await pause(looksMs[look] ?? looksMs.at(-1));
    if (await hasRead(db, state.end, options)) break;
  }
  return state;
}

/** Waits until a process reads into the log, for a few seconds: where none does, the log stays as it is. */
export async function awaitReader(db: QueryExecutorProvider, options: AbortableQueryOptions): Promise<void> {
  const until = performance.now() + beginMs;
  while (!(await stateOf(db, options)).hasReader && performance.now() < until) await pause(looksMs.at(-1));
}

async function stateOf(db: QueryExecutorProvider, options: AbortableQueryOptions): Promise<ReadState> {
  const { rows } = await sql<ReadState>`${stateSql}`.execute(db, options);
  return rows[0]!;
}

async function hasRead(db: QueryExecutorProvider, end: string, options: AbortableQueryOptions): Promise<boolean> {
  const { rows } = await sql<{ isRead: boolean }>`
    select confirmed_flush_lsn >= ${end}::pg_lsn or not active as "isRead"
    from pg_replication_slots where slot_name = ${sql.raw(slotName)}`.execute(db, options);
  return rows[0]?.isRead ?? true;
}
