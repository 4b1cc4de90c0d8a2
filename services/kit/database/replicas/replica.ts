import type { Logger } from '../../../../platform/logger.ts';
import { address } from '../embedded/cluster.ts';
import { Probe } from '../probe.ts';

/** A copy of the database that only reads, as this process sees it: for health and metrics. */
export interface ReplicaState {
  /** Its host and port. */
  address: string;
  /** Whether reads go there. */
  isUp: boolean;
  /** Seconds since it last had everything that the primary had, to some two seconds; null where it does not tell. */
  lagSeconds: number | null;
}

/** What a server tells of its log: which database system it is, and how far its data is, in bytes. */
export interface Position {
  system: string;
  bytes: number;
}

const question = `
  select pg_is_in_recovery() as "isReplica", (select system_identifier::text from pg_control_system()) as system,
    pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 as bytes`;

/** One replica: whether reads may go there, and who has to know when they may no longer. */
export class Replica implements ReplicaState {
  readonly url: string;
  readonly address: string;
  lagSeconds: number | null = null;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  readonly #probe: Probe;
  readonly #onLost = new Set<() => void>();
  #isUp: boolean | undefined;

  constructor(url: string, logger: Pick<Logger, 'info' | 'warn'>) {
    this.url = url;
    this.address = address(url);
    this.#logger = logger;
    this.#probe = new Probe(url);
  }

  get isUp(): boolean {
    return this.#isUp === true;
  }

  /** How far its data is. Rejects with what makes it of no use: it does not answer, or it is no replica. */
  async ask(): Promise<Position> {
    const { isReplica, ...position } = await this.#probe.ask<Position & { isReplica: boolean }>(question);
    if (!isReplica) throw new Error('it is not a replica, but a server that is written to');
    return position;
  }

  /** Reads may go there. */
  take(lagSeconds: number): void {
    this.lagSeconds = lagSeconds;
    if (this.#isUp === true) return;
    this.#isUp = true;
    this.#logger.info(`The replica ${this.address} is well: reads go there`);
  }

  /** Reads go elsewhere, those too that are under way. */
  leave(reason: string, lagSeconds: number | null = null): void {
    this.lagSeconds = lagSeconds;
    if (this.#isUp === false) return;
    this.#isUp = false;
    this.#logger.warn(`The replica ${this.address} is left out, reads go elsewhere: ${reason}`);
    for (const listener of this.#onLost) listener();
  }

  /** Calls back each time that reads may no longer go there, until the function that it returns is called. */
  onLost(listener: () => void): () => void {
    this.#onLost.add(listener);
    return () => this.#onLost.delete(listener);
  }

  close(): Promise<void> {
    return this.#probe.close();
  }
}
