import { Agent as HttpAgent, request as requestHttp, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

export interface Exchange {
  /** Sends a body of JSON, and gives what comes back; rejects where nothing does, or not in time. */
  send(body: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Reply>;
  /** Ends the connections that are kept. */
  close(): void;
}

export interface Reply {
  status: number;
  text: string;
}

/** How long a connection is kept that nobody needs, in milliseconds: less than services keep it, which would close it on a request. */
const KEPT_MS = 30_000;

/**
 * Posts to one address over connections that are kept. The engine sends several requests for each that it gets: `fetch` and
 * its streams would cost more than all that is done with their answers.
 * @param timeoutMs how long a reply may take, in milliseconds
 */
export function openExchange(address: string, timeoutMs: number): Exchange {
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  const kept = { keepAlive: true, timeout: KEPT_MS };
  const agent = isSecure ? new HttpsAgent(kept) : new HttpAgent(kept);
  const request = isSecure ? requestHttps : requestHttp;
  const target: RequestOptions = {
    agent,
    method: 'POST',
    // What an address holds in brackets is an IPv6 address.
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    ...(url.username && { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }),
  };

  return {
    send: (body, given, signal) =>
      new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          accept: 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          ...given,
        };
        const sent = request({ ...target, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            settle();
            resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString() });
          });
          response.on('error', fail);
        });
        const timer = setTimeout(() => sent.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
        const leave = (): void => void sent.destroy(new Error('nobody waits for the answer'));
        const settle = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', leave);
        };
        function fail(error: Error): void {
          settle();
          reject(error);
        }
        sent.on('error', fail);
        if (signal?.aborted) leave();
        else signal?.addEventListener('abort', leave);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
