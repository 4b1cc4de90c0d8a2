import { request as requestHttp, type IncomingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';
import { NoReplyInTime } from './exchange.ts';

interface Sent {
  method: string;
  headers: Record<string, string>;
  body?: Buffer | undefined;
  signal: AbortSignal | undefined;
  /** How long the reply may take, in milliseconds. */
  timeoutMs: number;
  /** The bytes of a reply: what is longer is not read. */
  maxBytes: number;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Sends a request over a connection of its own, once: one that is kept may be closed by its service at the moment that it is used, which
 * leaves open whether the request arrived.
 * @throws Error if there is no reply in time, or it is too long
 */
export function sendOnce(url: URL, { method, headers, body, signal, timeoutMs, maxBytes }: Sent): Promise<Received> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) sent.destroy(new Error(`the reply has more than ${maxBytes} bytes`));
        else chunks.push(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
      response.on('error', reject);
    });
    const timer = setTimeout(
      () => sent.destroy(new NoReplyInTime(`no reply within ${timeoutMs} ms`)),
      Math.max(1, timeoutMs),
    );
    const abort = (): void => void sent.destroy(new Error('the request was aborted'));
    sent.on('error', reject);
    sent.on('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
    sent.end(body);
  });
}
