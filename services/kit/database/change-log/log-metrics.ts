import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import type { ServiceDatabase } from '../service-database.ts';
import { slotName } from './slot.ts';

/** How long a scrape waits for the database. */
const timeoutMs = 2_000;

interface LogFigures {
  slot: string;
  isRead: boolean;
  /** Null while the slot is made. */
  unread: number | null;
  kept: number | null;
}

const figures = sql<LogFigures>`
  select s.slot_name as slot, s.active as "isRead", (pg_current_wal_insert_lsn() - s.confirmed_flush_lsn)::float8 as unread,
    (pg_current_wal_insert_lsn() - s.restart_lsn)::float8 as kept
  from pg_replication_slots s where s.slot_name = ${sql.raw(slotName)}`;

/** Adds the gauges of the change log, which are read on each scrape. */
export function addLogMetrics(registry: Registry, { primary }: ServiceDatabase): void {
  let pending: Promise<LogFigures | undefined> | undefined;
  // The gauges of a scrape share one query. Without an answer in time, the scrape has the other metrics.
  const read = () =>
    (pending ??= figures
      .execute(primary, { signal: AbortSignal.timeout(timeoutMs) })
      .then(
        ({ rows }) => rows[0],
        () => undefined,
      )
      .finally(() => (pending = undefined)));
  const add = (name: string, help: string, aggregator: 'min' | 'max', valueOf: (found: LogFigures) => number | null) =>
    new Gauge({
      name: `maillage_change_log_${name}`,
      help,
      aggregator,
      labelNames: ['slot'],
      registers: [registry],
      async collect() {
        const found = await read();
        const value = found ? valueOf(found) : null;
        this.reset();
        if (found && value !== null) this.set({ slot: found.slot }, value);
      },
    });
  add('up', 'Whether a process reads what changes into the change log: 1, otherwise 0.', 'min', ({ isRead }) =>
    Number(isRead),
  );
  add(
    'unread_bytes',
    "How much of the server's log (WAL) the change log does not have, in bytes.",
    'max',
    ({ unread }) => unread,
  );
  add(
    'kept_bytes',
    'How much of its log (WAL) the server keeps for the change log, in bytes; at most max_slot_wal_keep_size.',
    'max',
    ({ kept }) => kept,
  );
}
