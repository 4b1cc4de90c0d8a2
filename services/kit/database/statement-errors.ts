import pg from 'pg';
import { unavailable } from '../../../platform/errors.ts';

/** Connection faults, and a server that shuts down, starts, or has no room for one more connection. */
const OUTAGE_STATE = /^(08...|57P0[1235]|53300)$/;
/** The driver's own words, which come without a code. */
const OUTAGE_WORDS = /^(Connection terminated|Client (was closed|has encountered a connection error)|timeout e)/;

/** Whether a statement's error says that there is no database to ask, rather than what the database says of the statement. */
export function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return OUTAGE_STATE.test(error.code ?? '');
  const { syscall, message } = error as NodeJS.ErrnoException;
  return syscall !== undefined || OUTAGE_WORDS.test(message);
}

/** Has a pool say of a connection that it cannot give that its service is unavailable: whatever the reason is, there is no database to ask. */
export function tellOutages(pool: pg.Pool, service: string): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const connectOrTell = (): Promise<pg.PoolClient> =>
    connect().catch((error: Error) => {
      throw unavailable(service, error);
    });
  // Kysely, through which everything is read, asks for a promise; the pool's own methods call back.
  pool.connect = ((...args: []) => (args.length > 0 ? connect(...args) : connectOrTell())) as typeof pool.connect;
}
