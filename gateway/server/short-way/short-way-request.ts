import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Work } from '../../rules/deadline.ts';
import type { RequestContext } from '../request-context.ts';
import type { MediaType } from './plain-request.ts';

/** A request on the short way: all that its answer needs, and the context of its resolvers. */
export interface ShortWayRequest extends RequestContext {
  req: IncomingMessage;
  res: ServerResponse;
  /** Of the answer. */
  mediaType: MediaType;
  work: Work;
}
