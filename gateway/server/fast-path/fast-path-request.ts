import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RunningRequest } from '../../rules/deadline.ts';
import type { RequestContext } from '../../rules/request-context.ts';
import type { MediaType } from './plain-request.ts';

/** A request on the fast path: everything that its response needs, and the context of its resolvers. */
export interface FastPathRequest extends RequestContext {
  req: IncomingMessage;
  res: ServerResponse;
  /** The media type of the response. */
  mediaType: MediaType;
  running: RunningRequest;
}
