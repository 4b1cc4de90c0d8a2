import type { IncomingMessage } from 'node:http';
import type { GraphQLError } from 'graphql';
import { IncompleteBody, readBody } from '../../platform/http.ts';
import type { BodiesInFlight, HeldBody } from './bodies-in-flight.ts';
import { exceeded, type Limits } from './limits.ts';
import { badRequest } from './refusal-response.ts';
import type { GatewayPlugin, SocketContext } from './request-context.ts';

const DIGITS = /^\d+$/;

/** The most bytes that a body of a caller may have: fewer without a token. */
export const bodyLimit = (limits: Limits, isAnonymous: boolean): number =>
  isAnonymous ? Math.min(limits.bodyBytes, limits.anonymousBodyBytes) : limits.bodyBytes;

/** Begins to hold the body of a request, until its response has been sent. */
export type HoldBody = (context: SocketContext) => HeldBody;

/** @param addressOf the address that a request comes from */
export function createHoldBody(bodies: BodiesInFlight, addressOf: (req: IncomingMessage) => string): HoldBody {
  return (context) => {
    // A client that has left already sends nothing more, and there is no further event to release it by.
    if (context.res.closed) return { reach: () => undefined, release: () => undefined };
    const held = bodies.hold(() => {
      context.res.once('close', () => held.release());
      return context.caller?.institution ?? addressOf(context.req);
    });
    return held;
  };
}

/**
 * Refuses a body that is larger than the limit, by its `content-length`, or by counting if it has none; and bodies that
 * would make those in flight too large.
 */
export function useBodySizeLimit(limits: Limits, hold: HoldBody): GatewayPlugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, serverContext, fetchAPI }) {
      if (request.method !== 'POST' || !requestParser) return;
      const bodyBytes = bodyLimit(limits, serverContext.caller === undefined);
      const declared = request.headers.get('content-length');
      const size = declared !== null && DIGITS.test(declared) ? Number(declared) : undefined;
      if (size !== undefined && size > bodyBytes) throw tooLarge(limits, bodyBytes, size);
      const { req, res, isBodyHeld } = serverContext;
      // The fast path has read it.
      if (isBodyHeld) return;
      const held = req && res && hold({ ...serverContext, req, res });
      if (size !== undefined) held?.reach(size);

      setRequestParser(async (original) => {
        if (!original.body) return requestParser(original);
        // Reading a stream of the fetch API and stopping half-way would end the connection, and the response with it.
        const body = await (req ? receiveBody(req, limits, bodyBytes, held?.reach) : bytesOf(original.body, bodyBytes));
        if (!body) throw tooLarge(limits, bodyBytes);
        const { url, method, headers, signal } = original;
        return requestParser(new fetchAPI.Request(url, { method, headers, signal, body: body as BodyInit }));
      });
    },
  };
}

/**
 * Reads the body of a request.
 * @param onSize called with the bytes so far, each time that some arrive
 * @throws GraphQLError if it has more bytes, or does not arrive whole
 */
export async function receiveBody(
  req: IncomingMessage,
  limits: Limits,
  bodyBytes: number,
  onSize?: (bytes: number) => void,
): Promise<Buffer> {
  let body: Buffer | undefined;
  try {
    body = await readBody(req, bodyBytes, onSize);
  } catch (error) {
    throw error instanceof IncompleteBody ? badRequest(400, 'The body of the request did not arrive whole.') : error;
  }
  if (!body) throw tooLarge(limits, bodyBytes);
  return withoutByteOrderMark(body);
}

/** Editors and shells of Windows begin a text with a mark of its encoding, which JSON has not. */
const withoutByteOrderMark = (body: Buffer): Buffer =>
  body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;

const tooLarge = (limits: Limits, bodyBytes: number, size?: number): GraphQLError =>
  exceeded('bodyBytes', { ...limits, bodyBytes }, size, 413);

/** The bytes of a stream, or undefined if they are too many. */
async function bytesOf(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return withoutByteOrderMark(Buffer.concat(chunks));
}
