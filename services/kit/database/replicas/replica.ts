import type { Logger } from '../../../../platform/logger.ts';
import { addressOf } from '../postgres-server.ts';
import { Probe } from '../probe.ts';

/** A server's position in the write-ahead log. */
export interface Position {
  /** The identifier of the database system, which a replica shares with its primary. */
  system: string;
  bytes: number;
}

const positionQuery = `
  select pg_is_in_recovery() as "isReplica", (select system_identifier::text from pg_control_system()) as system,
    pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 as bytes`;

/** A read-only copy of the database: whether it serves reads, and who is notified when it no longer does. */
export class Replica {
  readonly url: string;
  /** Its host and port. */
  readonly address: string;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #probe: Probe;
  readonly #onLost = new Set<() => void>();
  #isUp: boolean | undefined;

  constructor(url: string, logger: Pick<Logger, 'info' | 'warn'>) {
    this.url = url;
    this.address = addressOf(url);
    this.#logger = logger;
    this.#probe = new Probe(url);
  }

  /** Whether it serves reads. */
  get isUp(): boolean {
    return this.#isUp === true;
  }

  /** How far it has replayed the log. Rejects when it is unavailable, or not a replica. */
  async position(): Promise<Position> {
    const { isReplica, ...position } = await this.#probe.query<Position & { isReplica: boolean }>(positionQuery);
    if (!isReplica) throw new Error('it is not a replica: it accepts writes');
    return position;
  }

  /** Lets it serve reads. */
  enable(): void {
    if (this.#isUp === true) return;
    this.#isUp = true;
    this.#logger.info(`Replica ${this.address} is up: it serves reads`);
  }

  /** Stops it from serving reads, including those that are running. */
  disable(reason: string): void {
    if (this.#isUp === false) return;
    this.#isUp = false;
    this.#logger.warn(`Replica ${this.address} is not used for reads: ${reason}`);
    for (const listener of this.#onLost) listener();
  }

  /** Calls the listener each time that the replica stops serving reads, until the returned function is called. */
  onLost(listener: () => void): () => void {
    this.#onLost.add(listener);
    return () => this.#onLost.delete(listener);
  }

  close(): Promise<void> {
    return this.#probe.close();
  }
}
