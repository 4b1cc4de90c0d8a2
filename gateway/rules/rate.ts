import type { IncomingMessage } from 'node:http';
import { clientError } from '../../platform/errors.ts';
import { addressReader } from './address.ts';
import { DatabaseTime } from './database-time.ts';
import { limiterOf, type RateStore } from './rate-store.ts';
import type { GatewayPlugin, RateState, RequestContext } from './request-context.ts';

/** How much one caller may have done in a minute. */
export interface Rates {
  /** Operations a minute from an address without a token; 0 for no limit. */
  anonymous: number;
  /** Operations a minute from an institution, by its tokens; 0 for no limit. */
  partner: number;
  /** Milliseconds of the database's work a minute; 0 for no limit, which is the default. */
  databaseMs?: { anonymous: number; partner: number };
  /** The proxies whose `X-Forwarded-For` header is trusted: addresses and subnets. */
  trustedProxies: readonly string[];
  /** Where all gateways count together. By default each process counts by itself, or the workers of a machine together. */
  store?: RateStore | undefined;
  /** Called when a caller is refused. */
  onRefusal?: ((reason: 'operations' | 'databaseTime') => void) | undefined;
}

/** The headers that report what a caller has left. */
export const RATE_HEADERS = ['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];

/**
 * Counts the operations of a caller, and lets the request's work be charged to it; rejects with `RATE_LIMITED` if there
 * are too many, or if the database has worked for the caller too long.
 */
export type CountOperations = (context: RequestContext, operations: number) => Promise<void>;

/** Counts the operations of callers, and the time of their statements. */
export function counterOf({ trustedProxies, databaseMs, store, onRefusal, ...operations }: Rates): CountOperations {
  const readAddress = addressReader(trustedProxies);
  const kindOf = (name: 'anonymous' | 'partner') => ({
    name,
    operations: limiterOf(name, operations[name], store),
    time: databaseMs?.[name] ? new DatabaseTime(limiterOf(`${name} time`, databaseMs[name], store)!) : undefined,
  });
  const kinds = { anonymous: kindOf('anonymous'), partner: kindOf('partner') };

  function addressOf(context: RequestContext): string {
    const { req } = context as { req?: IncomingMessage };
    // Without a socket there is one caller: this process.
    return req ? readAddress(req) : '';
  }

  return async (context, count) => {
    const institution = context.caller?.institution;
    const kind = institution ? kinds.partner : kinds.anonymous;
    const who = institution ? 'An institution' : 'An address';
    const key = institution ?? addressOf(context);
    const account = { id: `${kind.name} ${key}`, spend: (ms: number) => kind.time?.spend(key, ms) };
    context.rate = { account };
    const limiter = kind.operations;
    if (limiter) {
      const found = await limiter.penalty(key, count);
      const reset = Math.ceil(found.msBeforeNext / 1000);
      context.rate = { account, window: { limit: limiter.points, remaining: found.remainingPoints, reset } };
      if (found.consumedPoints > limiter.points) {
        onRefusal?.('operations');
        throw refusal(
          `${who} may send ${limiter.points} operations a minute. Retry in ${reset} s, or request more at once with larger pages.`,
          reset,
        );
      }
    }
    const waitSeconds = Math.ceil((kind.time?.msUntilAllowed(key) ?? 0) / 1000);
    if (waitSeconds === 0) return;
    onRefusal?.('databaseTime');
    throw refusal(
      `${who} may use ${kind.time!.limitMs} ms of database time a minute, and has used it. Retry in ${waitSeconds} s, or request less: narrower conditions, smaller pages.`,
      waitSeconds,
      { limit: 'databaseTime' },
    );
  };
}

function refusal(message: string, retryAfter: number, extensions: Record<string, unknown> = {}) {
  return clientError('RATE_LIMITED', message, {
    ...extensions,
    http: { status: 429, headers: { 'retry-after': String(retryAfter) } },
  });
}

/** Refuses callers that send too many operations, before their request is read; each operation of a batch counts. */
export function useRateLimit(count: CountOperations): GatewayPlugin {
  return {
    async onRequestParse({ serverContext }) {
      // The fast path may have counted it.
      if (!serverContext.rate) await count(serverContext, 1);
      return {
        onRequestParseDone({ requestParserResult }) {
          if (!Array.isArray(requestParserResult) || requestParserResult.length < 2) return undefined;
          return count(serverContext, requestParserResult.length - 1);
        },
      };
    },
    onResponse({ response, serverContext: { rate } }) {
      if (rate) setRateHeaders(rate, (name, value) => response.headers.set(name, value));
    },
  };
}

/** Sets the headers that report what a caller has left. */
export function setRateHeaders({ window }: RateState, set: (name: string, value: string) => void): void {
  if (!window) return;
  set('ratelimit-limit', String(window.limit));
  set('ratelimit-remaining', String(window.remaining));
  set('ratelimit-reset', String(window.reset));
}
