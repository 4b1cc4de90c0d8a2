import { request, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Gateway } from '../../gateway/server/gateway.ts';
import { listen, useEngines, type LogEntry } from './engines.ts';
import type { Journal } from './fixtures/subgraph.ts';

/** A request as it is written to the socket. */
export interface Sent {
  /** An object is sent as JSON. */
  body?: object | string | Buffer;
  headers?: Record<string, string> | undefined;
  method?: string;
  path?: string;
  /** Without its length. */
  isChunked?: boolean;
}

/** An answer as it comes from the socket, but for its time. */
export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What Yoga takes for JSON as well, and the short way does not know. */
export const long = { 'content-type': 'application/json; way=long' };

export function send(url: string, { body = '', headers, method = 'POST', path = '/graphql', isChunked }: Sent) {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const length = isChunked || method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(bytes)) };
  return new Promise<Received>((resolve, reject) => {
    const sent = request(url + path, {
      method,
      headers: { 'content-type': 'application/json', ...length, ...headers },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const { date: _, ...others } = response.headers;
        resolve({ status: response.statusCode!, headers: others, body: Buffer.concat(chunks).toString() });
      });
    });
    if (method !== 'GET') sent.write(bytes);
    sent.end();
  });
}

/** Sends a request whose client leaves it once `entered` is there. */
export async function leave(url: string, { body, headers }: Sent, entered: Promise<unknown>): Promise<void> {
  const bytes = JSON.stringify(body);
  const length = { 'content-type': 'application/json', 'content-length': bytes.length };
  const leaving = request(`${url}/graphql`, { method: 'POST', headers: { ...length, ...headers } });
  const left = new Promise((resolve) => leaving.once('close', resolve));
  leaving.on('error', () => undefined);
  leaving.end(bytes);
  await entered;
  leaving.destroy();
  await left;
}

export interface Ways {
  gateway: Gateway;
  journal: Journal;
  log: LogEntry[];
  url: string;
  send(sent: Sent): Promise<Received>;
  /** Sends a request by the long way, which admits its operation, then as it is, and expects one answer: that one. */
  sendBothWays(sent: Sent): Promise<Received>;
  /** How many of the requests that are sent meanwhile are answered by the short way. */
  countShort(work: () => Promise<unknown>): Promise<number>;
}

/** An engine on a socket, for the tests of the file that calls. */
export function useWays(options: Parameters<typeof useEngines>[0] = {}, name: 'local' | 'remote' = 'local'): Ways {
  const ways = {} as Ways;
  const { engines } = useEngines(options);
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    const { gateway, journal, log } = engines.find((engine) => engine.name === name)!;
    const server = await listen(gateway);
    close = server.close;
    Object.assign(ways, { gateway, journal, log, url: server.url } satisfies Partial<Ways>);
  });
  afterAll(() => close());
  ways.send = (sent) => send(ways.url, sent);
  ways.sendBothWays = async (sent) => {
    const identified = { ...sent, headers: { 'x-request-id': 'both-ways', ...sent.headers } };
    const expected = await ways.send({ ...identified, headers: { ...identified.headers, ...long } });
    const loggedBefore = ways.log.splice(0);
    const found = await ways.send(identified);
    expect(found).toEqual(expected);
    expect(ways.log.splice(0)).toEqual(loggedBefore);
    return found;
  };
  ways.countShort = async (work) => {
    const before = ways.gateway.taken.short;
    await work();
    return ways.gateway.taken.short - before;
  };
  return ways;
}
