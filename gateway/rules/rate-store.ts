import cluster from 'node:cluster';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { RateLimiterCluster, RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible';
import type { ErrorLog } from './error-log.ts';

const MINUTE = 60;
/** How long a command may take, in milliseconds: a request waits for it. */
const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

/** Counts the points that callers consume in a minute. */
export interface Limiter {
  /** How many points a caller may consume. */
  points: number;
  /** Adds points to what a caller has consumed in this minute, and returns what that comes to. */
  penalty(caller: string, points: number): Promise<RateLimiterRes>;
}

/** A server (Redis or Valkey) in which all gateways count together. */
export interface RateStore {
  /** A limiter that counts there, or with another one while the server is unavailable. */
  shared(keyPrefix: string, own: Limiter): Limiter;
  close(): void;
}

/**
 * A limiter that counts in the store or, without one, in this process; the workers of a machine count in their primary
 * process. Undefined without points, which means no limit.
 */
export function limiterOf(keyPrefix: string, points: number, store?: RateStore): Limiter | undefined {
  if (points === 0) return undefined;
  const Own = cluster.isWorker ? RateLimiterCluster : RateLimiterMemory;
  const own = new Own({ keyPrefix, points, duration: MINUTE });
  return store ? store.shared(keyPrefix, own) : own;
}

/**
 * Connects to the server of a URL (`redis:`, `rediss:`, `valkey:` or `valkeys:`). While it is unavailable, callers are
 * counted by each process, which is logged once; no request fails. Resolves whether or not it is available.
 * @param onFailure called each time that the server fails to count
 */
export async function openRateStore(
  url: string,
  logger: ErrorLog,
  onFailure: () => void = () => undefined,
): Promise<RateStore> {
  const client = new Redis(url.replace(/^valkey/, 'redis'), {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    // A server that no longer responds: its connection is closed, and commands fail at once until there is another.
    socketTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempts) => Math.min(attempts * 100, LONGEST_PAUSE_MS),
  });
  let isLogged = false;
  const report = (err: unknown): void => {
    if (!isLogged) logger.error({ err }, 'The store of rates is unavailable: each process counts its own requests');
    isLogged = true;
  };
  // Emitted by each failed attempt to connect, of which the commands notice.
  client.on('error', () => undefined);
  client.on('ready', () => (isLogged = false));
  await once(client, 'ready', { signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) }).catch(report);
  return {
    shared(keyPrefix, own) {
      const { points } = own;
      const limiter = new RateLimiterRedis({
        storeClient: client,
        keyPrefix: `maillage ${keyPrefix}`,
        points,
        duration: MINUTE,
        rejectIfRedisNotReady: true,
      });
      return {
        points,
        penalty: (caller, count) =>
          limiter.penalty(caller, count).catch((error: unknown) => {
            onFailure();
            report(error);
            return own.penalty(caller, count);
          }),
      };
    },
    close: () => client.disconnect(),
  };
}
