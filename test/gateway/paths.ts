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
  /** Whether the body is sent without its length; defaults to false. */
  isChunked?: boolean;
}

/** A response as it is read from the socket, without its date. */
export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Yoga takes this for JSON too, and the fast path does not. */
export const viaYoga = { 'content-type': 'application/json; path=yoga' };

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

/** Sends a request whose client disconnects once `entered` resolves. */
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

export interface Paths {
  gateway: Gateway;
  journal: Journal;
  log: LogEntry[];
  url: string;
  send(sent: Sent): Promise<Received>;
  /** Sends a request through Yoga, which admits its operation, then as it is; expects equal responses and returns them. */
  sendBothPaths(sent: Sent): Promise<Received>;
  /** How many of the requests sent meanwhile are answered by the fast path. */
  countFast(work: () => Promise<unknown>): Promise<number>;
}

/** An engine on a socket, for the tests of the file that calls. */
export function usePaths(options: Parameters<typeof useEngines>[0] = {}, name: 'local' | 'remote' = 'local'): Paths {
  const paths = {} as Paths;
  let fast = 0;
  const { engines } = useEngines({ ...options, onPath: (path) => void (path === 'fast' && fast++) });
  let close = async (): Promise<void> => {};
  beforeAll(async () => {
    const { gateway, journal, log } = engines.find((engine) => engine.name === name)!;
    const server = await listen(gateway);
    close = server.close;
    Object.assign(paths, { gateway, journal, log, url: server.url } satisfies Partial<Paths>);
  });
  afterAll(() => close());
  paths.send = (sent) => send(paths.url, sent);
  paths.sendBothPaths = async (sent) => {
    const identified = { ...sent, headers: { 'x-request-id': 'both-paths', ...sent.headers } };
    const expected = await paths.send({ ...identified, headers: { ...identified.headers, ...viaYoga } });
    const loggedBefore = paths.log.splice(0);
    const found = await paths.send(identified);
    expect(found).toEqual(expected);
    expect(paths.log.splice(0)).toEqual(loggedBefore);
    return found;
  };
  paths.countFast = async (work) => {
    const before = fast;
    await work();
    return fast - before;
  };
  return paths;
}
