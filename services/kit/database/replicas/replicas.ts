import { setTimeout as pause } from 'node:timers/promises';
import type { Env } from '../../../../platform/env.ts';
import type { Logger } from '../../../../platform/logger.ts';
import { Probe } from '../probe.ts';
import { Replica, type Position } from './replica.ts';

export interface ReplicasOptions {
  /** The server that the replicas are copies of. */
  primaryUrl: string;
  urls: string[];
  /** How far behind a replica may be and still serve reads, in milliseconds. */
  maxLagMs: number;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** How often the servers are probed, in milliseconds. Defaults to 2,000. */
  intervalMs?: number;
}

const positionQuery = `
  select (select system_identifier::text from pg_control_system()) as system,
    pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float8 as bytes`;

/** How many positions of the primary are kept: at one every two seconds, a lag is measured up to twenty minutes. */
const maxPositions = 600;

/**
 * The replicas of a database, probed in the background so that no request has to. A replica that is unavailable, too far
 * behind or no copy of the primary serves no reads until that changes.
 *
 * Its lag follows from the positions that the primary had, and when: an idle replica is not behind, however long ago the
 * last write was, and one that is cut off from its primary is.
 */
export class Replicas {
  readonly all: readonly Replica[];
  readonly #options: ReplicasOptions;
  readonly #primary: Probe;
  readonly #positions: { at: number; bytes: number }[] = [];
  readonly #closed = new AbortController();
  #system: string | undefined;
  #probing: Promise<void> = Promise.resolve();

  private constructor(options: ReplicasOptions) {
    this.#options = options;
    this.#primary = new Probe(options.primaryUrl);
    this.all = options.urls.map((url) => new Replica(url, options.logger));
  }

  /** Starts to probe the replicas. Resolves after the first round, whether or not any of them is up. */
  static async open(options: ReplicasOptions): Promise<Replicas> {
    const replicas = new Replicas(options);
    await replicas.#probe();
    replicas.#probing = replicas.#probeRepeatedly(options.intervalMs ?? 2_000);
    return replicas;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#probing;
    await Promise.all([this.#primary, ...this.all].map((each) => each.close()));
  }

  async #probeRepeatedly(intervalMs: number): Promise<void> {
    const { signal } = this.#closed;
    while (await pause(intervalMs, true, { signal, ref: false }).catch(() => false)) await this.#probe();
  }

  async #probe(): Promise<void> {
    // While the primary is unavailable, nothing is written either as far as this process knows: the replicas stay up.
    const primary = await this.#primary.query<Position>(positionQuery).catch(() => undefined);
    if (primary) this.#record(primary);
    await Promise.all(
      this.all.map(async (replica) => {
        try {
          this.#update(replica, await replica.position());
        } catch (error) {
          replica.disable((error as Error).message || String(error));
        }
      }),
    );
  }

  #record({ system, bytes }: Position): void {
    this.#system = system;
    if (this.#positions.at(-1)?.bytes === bytes) return;
    this.#positions.push({ at: performance.now(), bytes });
    if (this.#positions.length > maxPositions) this.#positions.shift();
  }

  #update(replica: Replica, { system, bytes }: Position): void {
    if (this.#system !== undefined && system !== this.#system) {
      throw new Error('it is a copy of a server other than that of DATABASE_URL');
    }
    const missing = this.#positions.find((position) => position.bytes > bytes);
    const lagMs = missing ? performance.now() - missing.at : 0;
    if (lagMs <= this.#options.maxLagMs) replica.enable();
    else replica.disable(`it is ${Math.round(lagMs / 1000)} seconds behind`);
  }
}

/** The replicas of the database at `primaryUrl`; undefined if the settings name none. */
export async function openReplicas(
  env: Pick<Env, 'DATABASE_REPLICA_URLS' | 'DATABASE_REPLICA_MAX_LAG_MS'>,
  primaryUrl: string,
  logger: Pick<Logger, 'info' | 'warn'>,
): Promise<Replicas | undefined> {
  const { DATABASE_REPLICA_URLS: urls, DATABASE_REPLICA_MAX_LAG_MS: maxLagMs } = env;
  return urls.length > 0 ? Replicas.open({ primaryUrl, urls, maxLagMs, logger }) : undefined;
}
