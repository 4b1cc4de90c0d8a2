import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { REQUEST_ID_HEADER } from './contract/request-id.ts';

export interface HttpServerOptions {
  /** The most connections at once; further ones are closed at once. Defaults to 10,000. */
  maxConnections?: number;
  /** Called with the status of each request that is refused before it is a request: one that cannot be parsed, or is late. */
  onRefused?: (status: number) => void;
  /** How long clients may take; each has a default. */
  timeouts?: Partial<Timeouts>;
}

/** In milliseconds. */
interface Timeouts {
  /** To send the headers of a request, and all of it. */
  headersMs: number;
  requestMs: number;
  /** How often connections are checked for both. */
  checkMs: number;
  /** To read anything of a response that is waiting for it. */
  stalledMs: number;
}

const TIMEOUTS: Timeouts = { headersMs: 10_000, requestMs: 30_000, checkMs: 5_000, stalledMs: 30_000 };
/**
 * How long an idle connection is kept: longer than load balancers keep theirs, which is a minute for most. The side that
 * closes first may close while a request is in transit, which is lost.
 */
const KEEP_ALIVE_MS = 75_000;
const MAX_CONNECTIONS = 10_000;

/** The status and the message for each error of Node's parser; for others, the request is malformed. */
const REFUSALS: Readonly<Record<string, { status: number; message: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time: send its headers within 10 s, and all of it within 30 s.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: 'The URL and the headers of the request are too long: send the operation in the body of a POST.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, message: 'The extensions of the chunks of the body are too long.' },
};
const MALFORMED = { status: 400, message: 'The request is not valid HTTP.' };

/**
 * An HTTP server whose clients hold nothing for long: what they send has to arrive in time, what they ask for has to be
 * read, and connections are limited. What is not HTTP gets an error of the same form as any other.
 */
export function createHttpServer(options: HttpServerOptions = {}): Server {
  const { maxConnections = MAX_CONNECTIONS, onRefused } = options;
  const { headersMs, requestMs, checkMs, stalledMs } = { ...TIMEOUTS, ...options.timeouts };
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The gateway refuses a request without it with words.
    requireHostHeader: false,
  });
  server.maxConnections = maxConnections;
  const responses = new WeakMap<Socket, ServerResponse>();
  server.on('request', ({ socket }, response) => {
    responses.set(socket, response);
    // All of the response is with the socket now. Node closes the connection if nothing of it moves.
    response.once('prefinish', () => socket.setTimeout(stalledMs));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const { status, message } = REFUSALS[error.code ?? ''] ?? MALFORMED;
    const isAnswered = responses.get(socket)?.headersSent && !responses.get(socket)?.writableFinished;
    if (socket.writable && error.code !== 'ECONNRESET' && !isAnswered) {
      onRefused?.(status);
      socket.write(refusal(status, message));
    }
    socket.destroySoon();
  });
  return server;
}

/** A response, written without Node's, which exists for requests only. */
function refusal(status: number, message: string): string {
  const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    `${REQUEST_ID_HEADER}: ${randomUUID()}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
