import type { IncomingMessage, ServerResponse } from 'node:http';

/** The largest body that a service accepts: a batch of representations far exceeds a client's request, which the gateway limits. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** A body did not arrive whole, because its client left or took too long. */
export class IncompleteBody extends Error {
  override name = 'IncompleteBody';
}

/**
 * The body's bytes, or undefined if it is too large. What arrives after that is dropped, so that a client that is still
 * sending can read the response. It uses events: iterating over a request costs more than parsing it.
 * @param onSize called with the bytes so far, each time that some arrive; what it throws ends the reading
 * @throws IncompleteBody if it does not arrive whole
 */
export function readBody(
  request: IncomingMessage,
  maxBytes = MAX_BODY_BYTES,
  onSize?: (bytes: number) => void,
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    let isOver = false;
    const drop = (): void => {
      isOver = true;
      chunks = [];
    };
    request.on('data', (chunk: Buffer) => {
      if (isOver) return;
      size += chunk.length;
      if (size > maxBytes) {
        drop();
        resolve(undefined);
        return;
      }
      try {
        onSize?.(size);
        chunks.push(chunk);
      } catch (error) {
        drop();
        reject(error as Error);
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(new IncompleteBody('The body did not arrive whole')));
    const close = (): void => {
      if (!request.complete) reject(new IncompleteBody('The body did not arrive whole'));
    };
    if (request.destroyed) close();
    else request.on('close', close);
  });
}

/** Sends a response with a body of JSON. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
