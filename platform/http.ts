import type { IncomingMessage, ServerResponse } from 'node:http';

/** The largest body that a service accepts: a batch of representations far exceeds a client's request, which the gateway limits. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The body's bytes, or undefined if it is too large. It uses events: iterating over a request costs more than parsing it. */
export function readBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) resolve(undefined);
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** Sends a response with a body of JSON. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
