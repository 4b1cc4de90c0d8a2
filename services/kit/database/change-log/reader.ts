import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../../../platform/logger.ts';
import type { Running } from '../../../../platform/process.ts';
import type { Service } from '../../service.ts';
import { sessionOptions } from '../role.ts';
import { ChangeIntake } from './intake.ts';
import { LoggedTables } from './logged-tables.ts';
import { logSchema } from './log-tables.ts';
import { purge } from './purge.ts';
import { NoLogicalReplication, openSlot, SlotInUse } from './slot.ts';
import { ChangeStore } from './store.ts';
import { ChangeStream, connectTimeoutMs } from './stream.ts';

export interface ReaderOptions {
  /** How long changes are kept, in days. */
  keptDays: number;
  /** How long a process waits before it tries again to read, in milliseconds. Defaults to 3 s. */
  retryMs?: number;
}

const hourMs = 3_600_000;
/** How long a closed connection may keep the slot, in milliseconds. */
const releaseMs = 2_000;

/** PostgreSQL's code for a slot that another connection reads. */
const objectInUse = '55006';

/**
 * Reads what transactions change into the change log, while no other process does: of several, the first reads and the others try
 * again. Where the database has no logical replication, the log of the process says so once.
 * @param url of the database, as the role of the change log
 */
export function readChanges(
  url: string,
  services: readonly Service[],
  logger: Pick<Logger, 'info' | 'warn'>,
  options: ReaderOptions,
): Running {
  const closing = new AbortController();
  let said: string | undefined;
  const say = (message: string): void => {
    if (message !== said) logger.warn(message);
    said = message;
  };
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const error = await readOnce(url, services, logger, options, closing.signal).catch((thrown: Error) => thrown);
      if (closing.signal.aborted) return;
      if (error instanceof NoLogicalReplication) say(`There is no change log: ${error.message}.`);
      else if (error && !isTaken(error)) say(`The change log is not read: ${error.message}`);
      await pause(options.retryMs ?? 3_000, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    close: async () => {
      closing.abort();
      await ended;
    },
  };
}

const isTaken = (error: Error & { code?: string }): boolean =>
  error instanceof SlotInUse || error.code === objectInUse || error.code === '42710';

async function readOnce(
  url: string,
  services: readonly Service[],
  logger: Pick<Logger, 'info'>,
  { keptDays }: ReaderOptions,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    options: sessionOptions(logSchema),
    application_name: 'maillage change log',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
  let stream: ChangeStream | undefined;
  client.on('error', (error) => stream?.fail(error));
  const stop = (): void => (stream ? stream.stop() : void cancel(client, url));
  try {
    await client.connect();
    if (signal.aborted) return;
    signal.addEventListener('abort', stop, { once: true });
    const place = await openSlot(client);
    if (signal.aborted) return;
    if (place.isNew) logger.info('the change log starts now');
    await purge(client, keptDays);
    const opened = new ChangeStream(url, place.readTo);
    stream = opened;
    const tables = new LoggedTables(client, services);
    const intake = new ChangeIntake(
      new ChangeStore(client, place),
      tables,
      (lsn) => opened.confirm(lsn, true),
      (error) => opened.fail(error),
    );
    const hourly = setInterval(
      () => void intake.between(() => purge(client, keptDays)).catch((error: Error) => opened.fail(error)),
      hourMs,
    ).unref();
    await opened
      .read(
        place.slot,
        (message) => intake.handle(message),
        () => intake.isIdle,
      )
      .finally(() => clearInterval(hourly));
    await intake.settle();
    await released(client, place.slot);
  } finally {
    signal.removeEventListener('abort', stop);
    await client.end().catch(() => undefined);
  }
}

/** Waits until the slot of a closed connection is free: until then, no other process can read, and the database cannot be dropped. */
async function released(client: pg.Client, slot: string): Promise<void> {
  const read = 'select from pg_replication_slots where slot_name = $1 and active';
  for (const until = performance.now() + releaseMs; performance.now() < until; await pause(5))
    if ((await client.query(read, [slot])).rowCount === 0) return;
}

/** Cancels what a connection waits for: a new slot waits for every transaction that runs. */
async function cancel(client: pg.Client, url: string): Promise<void> {
  const other = new pg.Client({ connectionString: url, application_name: 'maillage change log' });
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID]);
  } catch {
    // The wait ends with the transactions.
  } finally {
    await other.end().catch(() => undefined);
  }
}
