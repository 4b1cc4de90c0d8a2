import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';

// A process of its own, so that asking costs those who are asked nothing: it reads an `Order` and writes a `Yield`.

/** What to ask, where and for how long. */
export interface Order {
  url: string;
  /** The bodies of the requests, which are sent in turn. */
  bodies: string[];
  connections: number;
  seconds: number;
}

/** What came of it. */
export interface Yield {
  requests: number;
  seconds: number;
  /** Requests that failed, or were answered with errors. */
  failed: number;
  p50Ms: number;
  p99Ms: number;
}

const { url, bodies, connections, seconds } = JSON.parse(await text(process.stdin)) as Order;
const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  requests: bodies.map((body) => ({ method: 'POST', path: new URL(url).pathname, headers, body })),
  verifyBody: (body) => !String(body).includes('"errors":['),
});
const outcome: Yield = {
  requests: result.requests.total,
  seconds: result.duration,
  failed: result.errors + result.non2xx + result.mismatches,
  p50Ms: result.latency.p50,
  p99Ms: result.latency.p99,
};
process.stdout.write(JSON.stringify(outcome));
