import { LRUCache } from 'lru-cache';
import type { Limiter } from './rate-store.ts';

/** Time is charged in amounts of at least so many milliseconds: most statements take less than the charge would. */
const CHARGE_MS = 10;
/** How many callers are remembered: those who were active last. */
const MAX_CALLERS = 10_000;

/** Counts how long the database works for callers. It is charged after the work, as it is not known before. */
export class DatabaseTime {
  readonly #limiter: Limiter;
  /** What callers have spent and were not charged yet. */
  readonly #unpaid = new LRUCache<string, number>({ max: MAX_CALLERS });
  /** Until when callers who have spent their time are refused, by `performance.now()`. */
  readonly #refused = new LRUCache<string, number>({ max: MAX_CALLERS });

  /** @param limiter counts milliseconds */
  constructor(limiter: Limiter) {
    this.#limiter = limiter;
  }

  /** How much a caller may spend in a minute, in milliseconds. */
  get limitMs(): number {
    return this.#limiter.points;
  }

  /** Adds to what a caller has spent. */
  spend(caller: string, ms: number): void {
    const spent = (this.#unpaid.get(caller) ?? 0) + ms;
    this.#unpaid.set(caller, spent < CHARGE_MS ? spent : 0);
    if (spent >= CHARGE_MS) void this.#charge(caller, Math.round(spent));
  }

  /** How long a caller who has spent its time has to wait, in milliseconds; 0 for others. */
  msUntilAllowed(caller: string): number {
    return Math.max(0, (this.#refused.get(caller) ?? 0) - performance.now());
  }

  async #charge(caller: string, ms: number): Promise<void> {
    try {
      const { consumedPoints, msBeforeNext } = await this.#limiter.penalty(caller, ms);
      if (consumedPoints >= this.limitMs) this.#refused.set(caller, performance.now() + msBeforeNext);
    } catch {
      // The primary process of the workers did not answer in time: the next charge finds out.
    }
  }
}
