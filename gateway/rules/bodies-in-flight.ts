import type { GraphQLError } from 'graphql';
import { clientError } from '../../platform/errors.ts';

/** How many bytes of bodies a gateway holds at once, from the first byte of each to the end of its response. */
export interface BodyBounds {
  /** Of all callers. */
  total: number;
  /** Of one institution, or of one address without a token. */
  perCaller: number;
}

export const DEFAULT_BODY_BOUNDS: BodyBounds = { total: 64 * 1024 * 1024, perCaller: 8 * 1024 * 1024 };

/**
 * Smaller bodies are not counted: Node's own buffer of a connection holds as much before anybody reads it, and ordinary
 * requests are never refused for the large bodies of others.
 */
const SMALL_BYTES = 16 * 1024;
const RETRY_SECONDS = 1;

/** Which bound a body exceeds. */
export type BodyScope = 'caller' | 'total';

/** The bytes of one body. */
export interface HeldBody {
  /** Counts a body of which so many bytes are announced, or have arrived. @throws GraphQLError if it exceeds a bound */
  reach(bytes: number): void;
  release(): void;
}

/** Bounds the bytes of the bodies that are held at once, so that no caller fills the memory with what it has not sent whole. */
export class BodiesInFlight {
  readonly #bounds: BodyBounds;
  readonly #onRefused: (scope: BodyScope) => void;
  readonly #byCaller = new Map<string, number>();
  #total = 0;

  /** @param onRefused called for each body that is refused */
  constructor(bounds: BodyBounds, onRefused: (scope: BodyScope) => void = () => undefined) {
    this.#bounds = bounds;
    this.#onRefused = onRefused;
  }

  /** The bytes that are held. */
  get total(): number {
    return this.#total;
  }

  /** Begins to hold a body. @param callerOf the caller, which is asked for once, if the body is not small */
  hold(callerOf: () => string): HeldBody {
    let held = 0;
    let caller: string | undefined;
    return {
      reach: (bytes) => {
        if (bytes <= SMALL_BYTES || bytes <= held) return;
        caller ??= callerOf();
        this.#add(caller, bytes - held);
        held = bytes;
      },
      release: () => {
        if (caller !== undefined && held > 0) this.#remove(caller, held);
        held = 0;
      },
    };
  }

  #add(caller: string, bytes: number): void {
    const ofCaller = this.#byCaller.get(caller) ?? 0;
    // A body alone is always held: its own limit bounds it.
    if (ofCaller > 0 && ofCaller + bytes > this.#bounds.perCaller) throw this.#refusal('caller');
    if (this.#total > 0 && this.#total + bytes > this.#bounds.total) throw this.#refusal('total');
    this.#byCaller.set(caller, ofCaller + bytes);
    this.#total += bytes;
  }

  #remove(caller: string, bytes: number): void {
    const left = this.#byCaller.get(caller)! - bytes;
    if (left > 0) this.#byCaller.set(caller, left);
    else this.#byCaller.delete(caller);
    this.#total -= bytes;
  }

  #refusal(scope: BodyScope): GraphQLError {
    this.#onRefused(scope);
    const headers = { 'retry-after': String(RETRY_SECONDS) };
    if (scope === 'caller')
      return clientError(
        'RATE_LIMITED',
        `The bodies of a caller's requests in progress may have at most ${this.#bounds.perCaller} bytes together. Retry in ${RETRY_SECONDS} s, and send fewer large requests at a time.`,
        { http: { status: 429, headers } },
      );
    return clientError(
      'RATE_LIMITED',
      `The hub has too many large requests in progress. Retry in ${RETRY_SECONDS} s, or send a smaller one.`,
      { http: { status: 503, headers } },
    );
  }
}
