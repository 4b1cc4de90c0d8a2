import { Agent as HttpAgent, request as requestHttp, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';

interface Exchange {
  /** Sends a body of JSON and returns the reply; rejects if there is none in time. */
  send(body: string, headers: Record<string, string>, signal: AbortSignal | undefined): Promise<Reply>;
  /** Closes idle connections. */
  close(): void;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** Undefined if it is longer than it may be. */
  text: string | undefined;
}

/** Why there is no reply: it did not arrive in time. */
export class NoReplyInTime extends Error {}

/** How long an idle connection is kept, in milliseconds: less than services keep it, which could otherwise close it on a request. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Posts to one address over persistent connections. The engine sends several requests for each that it receives: `fetch`
 * and its streams would cost more than everything that is done with the replies.
 * @param timeoutMs how long a reply may take, in milliseconds
 * @param maxBytes the bytes of a reply: what is longer is not read
 */
export function openExchange(address: string, timeoutMs: number, maxBytes: number): Exchange {
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  const agentOptions = { keepAlive: true, timeout: KEEP_ALIVE_MS };
  const agent = isSecure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const request = isSecure ? requestHttps : requestHttp;
  const target: RequestOptions = {
    agent,
    method: 'POST',
    // Brackets are part of an IPv6 address in a URL, and not of a hostname.
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port,
    path: `${url.pathname}${url.search}`,
    ...(url.username && { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }),
  };

  return {
    send: (body, otherHeaders, signal) =>
      new Promise((resolve, reject) => {
        const headers = {
          'content-type': 'application/json',
          accept: 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          ...otherHeaders,
        };
        const sent = request({ ...target, headers }, (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          hasBegun = true;
          const end = (text: string | undefined): void => {
            settle();
            resolve({ status: response.statusCode!, headers: response.headers, text });
          };
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes <= maxBytes) return;
            end(undefined);
            sent.destroy();
          });
          response.on('end', () => end(Buffer.concat(chunks).toString()));
          response.on('error', fail);
        });
        let hasBegun = false;
        const giveUp = (): void => {
          const late = `no reply within ${timeoutMs} ms`;
          // A reply that has begun and stalls is a fault, however alive the service is.
          sent.destroy(hasBegun ? new Error(`the reply stalled: ${late}`) : new NoReplyInTime(late));
        };
        const timer = setTimeout(giveUp, timeoutMs);
        const abort = (): void => void sent.destroy(new Error('the request was aborted'));
        const settle = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
        };
        function fail(error: Error): void {
          settle();
          reject(error);
        }
        sent.on('error', fail);
        if (signal?.aborted) abort();
        else signal?.addEventListener('abort', abort);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
