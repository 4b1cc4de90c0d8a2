import cluster from 'node:cluster';
import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { RateLimiterCluster, RateLimiterMemory, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { clientError } from '../../platform/errors.ts';
import { networkOf } from './network.ts';
import type { GatewayPlugin, RateState, RequestContext } from './request-context.ts';

/** How many operations one caller may send. */
export interface Rates {
  /** Operations a minute from an address without a token; 0 for no limit. */
  anonymous: number;
  /** Operations a minute from an institution, by its tokens; 0 for no limit. */
  partner: number;
  /** The proxies whose `X-Forwarded-For` header is trusted: addresses and subnets. */
  trustedProxies: readonly string[];
}

const MINUTE = 60;

/** The headers that report what a caller has left. */
export const RATE_HEADERS = ['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];

/** Counts the operations of a caller; rejects with `RATE_LIMITED` if there are too many. */
export type CountOperations = (context: RequestContext, operations: number) => Promise<void>;

/** Counts the operations of callers; undefined if there is no limit. */
export function counterOf({ anonymous, partner, trustedProxies }: Rates): CountOperations | undefined {
  if (anonymous === 0 && partner === 0) return undefined;
  const limiters = { anonymous: limiterOf('anonymous', anonymous), partner: limiterOf('partner', partner) };
  const isTrusted = proxyAddr.compile([...trustedProxies]);

  function addressOf(context: RequestContext): string {
    const { req } = context as { req?: IncomingMessage };
    // Without a socket there is one caller: this process.
    const address = req && proxyAddr(req, isTrusted);
    return address ? networkOf(address) : '';
  }

  return async (context, operations) => {
    const institution = context.caller?.institution;
    const limiter = institution ? limiters.partner : limiters.anonymous;
    if (!limiter) return;
    const found = await limiter.penalty(institution ?? addressOf(context), operations);
    const reset = Math.ceil(found.msBeforeNext / 1000);
    context.rate = { limit: limiter.points, remaining: found.remainingPoints, reset };
    if (found.consumedPoints <= limiter.points) return;
    throw clientError(
      'RATE_LIMITED',
      `${institution ? 'An institution' : 'An address'} may send ${limiter.points} operations a minute. Retry in ${reset} s, or request more at once with larger pages.`,
      { http: { status: 429, headers: { 'retry-after': String(reset) } } },
    );
  };
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
export function setRateHeaders(
  { limit, remaining, reset }: RateState,
  set: (name: string, value: string) => void,
): void {
  set('ratelimit-limit', String(limit));
  set('ratelimit-remaining', String(remaining));
  set('ratelimit-reset', String(reset));
}

/** Counts in this process or, in a cluster's worker, in its primary, which counts the operations of all workers. */
function limiterOf(keyPrefix: string, points: number): RateLimiterAbstract | undefined {
  if (points === 0) return undefined;
  const Limiter = cluster.isWorker ? RateLimiterCluster : RateLimiterMemory;
  return new Limiter({ keyPrefix, points, duration: MINUTE });
}
