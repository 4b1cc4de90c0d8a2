import { setTimeout as pause } from 'node:timers/promises';
import type { Env } from '../../../../platform/env.ts';
import type { Logger } from '../../../../platform/logger.ts';
import { Probe } from '../probe.ts';
import { Replica, type Position, type ReplicaState } from './replica.ts';

export interface ReplicasOptions {
  /** The server that the replicas are copies of. */
  primaryUrl: string;
  urls: string[];
  /** How far behind a replica may be and still be read from, in milliseconds. */
  maxLagMs: number;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** How often they are asked, in milliseconds; 2,000 by default. */
  intervalMs?: number;
}

const question = `
  select (select system_identifier::text from pg_control_system()) as system,
    pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float8 as bytes`;

/** How many positions of the primary are remembered: at one each two seconds, lags are told up to twenty minutes. */
const mostPositions = 600;

/**
 * The replicas of a database, watched over in the background, so that no request has to ask. A replica that does not
 * answer, is too far behind or is no copy of the primary is left out until it is well again.
 *
 * How far it is behind follows from the positions that the primary had and when: a replica at rest is not behind,
 * however long ago the last write was, and one that is cut off from its primary is.
 */
export class Replicas {
  readonly all: readonly Replica[];
  readonly #options: ReplicasOptions;
  readonly #primary: Probe;
  readonly #positions: { at: number; bytes: number }[] = [];
  readonly #closed = new AbortController();
  #system: string | undefined;
  #watch: Promise<void> = Promise.resolve();

  private constructor(options: ReplicasOptions) {
    this.#options = options;
    this.#primary = new Probe(options.primaryUrl);
    this.all = options.urls.map((url) => new Replica(url, options.logger));
  }

  /** Starts to watch over the replicas; resolves once it is known which are well. None of them has to be. */
  static async open(options: ReplicasOptions): Promise<Replicas> {
    const replicas = new Replicas(options);
    await replicas.#look();
    replicas.#watch = replicas.#lookAgain(options.intervalMs ?? 2_000);
    return replicas;
  }

  /** How they are, in the order of the settings. */
  states(): ReplicaState[] {
    return this.all.map(({ address, isUp, lagSeconds }) => ({ address, isUp, lagSeconds }));
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#watch;
    await Promise.all([this.#primary, ...this.all].map((each) => each.close()));
  }

  async #lookAgain(intervalMs: number): Promise<void> {
    const { signal } = this.#closed;
    while (await pause(intervalMs, true, { signal, ref: false }).catch(() => false)) await this.#look();
  }

  async #look(): Promise<void> {
    // Without word of the primary nobody writes either, as far as this process can tell: the replicas stay.
    const primary = await this.#primary.ask<Position>(question).catch(() => undefined);
    if (primary) this.#note(primary);
    await Promise.all(
      this.all.map(async (replica) => {
        try {
          this.#judge(replica, await replica.ask());
        } catch (error) {
          replica.leave((error as Error).message || String(error));
        }
      }),
    );
  }

  #note({ system, bytes }: Position): void {
    this.#system = system;
    if (this.#positions.at(-1)?.bytes === bytes) return;
    this.#positions.push({ at: performance.now(), bytes });
    if (this.#positions.length > mostPositions) this.#positions.shift();
  }

  #judge(replica: Replica, { system, bytes }: Position): void {
    if (this.#system !== undefined && system !== this.#system) {
      throw new Error('it is a copy of another server than DATABASE_URL names');
    }
    const missing = this.#positions.find((position) => position.bytes > bytes);
    const lagMs = missing ? performance.now() - missing.at : 0;
    const isNear = lagMs <= this.#options.maxLagMs;
    if (isNear) replica.take(lagMs / 1000);
    else replica.leave(`it is ${Math.round(lagMs / 1000)} seconds behind`, lagMs / 1000);
  }
}

/** The replicas that the settings name for the database at `primaryUrl`; none where they name none. */
export async function openReplicas(
  env: Pick<Env, 'DATABASE_REPLICA_URLS' | 'DATABASE_REPLICA_MAX_LAG_MS'>,
  primaryUrl: string,
  logger: Pick<Logger, 'info' | 'warn'>,
): Promise<Replicas | undefined> {
  const { DATABASE_REPLICA_URLS: urls, DATABASE_REPLICA_MAX_LAG_MS: maxLagMs } = env;
  return urls.length > 0 ? Replicas.open({ primaryUrl, urls, maxLagMs, logger }) : undefined;
}
