import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendNodeResponse } from '@whatwg-node/server';
import type { YogaServerInstance } from 'graphql-yoga';
import { requestIdOf, REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import type { Metrics } from '../../platform/observability/metrics.ts';
import type { ErrorLog } from '../rules/error-log.ts';
import type { RequestContext, SocketContext } from '../rules/request-context.ts';
import type { RequestPolicy } from '../rules/request-policy.ts';
import { resultOf, sendResult } from './fast-path/send-result.ts';
import { sendResponse } from './send-response.ts';

const mediaType = 'application/json';
/** Responses of these types are sent piece by piece. */
const STREAMS = ['text/event-stream', 'multipart/mixed'];

interface YogaPathOptions {
  logger: ErrorLog;
  yoga: YogaServerInstance<Partial<RequestContext>, object>;
  policy: RequestPolicy;
  metrics: Metrics | undefined;
}

/**
 * Answers requests through Yoga. Yoga's own listener would answer a failure with its stack: here it passes the mask, as
 * every other error does.
 */
export class YogaPath {
  readonly #options: YogaPathOptions;

  constructor(options: YogaPathOptions) {
    this.#options = options;
  }

  /** @param known what is known about the request already */
  async answer(req: IncomingMessage, res: ServerResponse, known: Partial<RequestContext> = {}): Promise<void> {
    const requestId = requestIdOf(req.headers[REQUEST_ID_HEADER]);
    const context: SocketContext = { req, res, ...known, requestId };
    try {
      await send(req, res, await this.#options.yoga.handleNodeRequestAndResponse(req, res, context));
    } catch (error) {
      await this.#fail(context, error);
    }
  }

  /** Answers a request that failed outside of everything that handles errors, which is a bug of the hub or of Yoga. */
  async #fail(context: SocketContext, error: unknown): Promise<void> {
    const { policy, metrics, logger } = this.#options;
    const { res, requestId } = context;
    const request = { ...context, running: { isCanceled: res.destroyed }, mediaType } as const;
    try {
      // Half of a response cannot become another one.
      if (res.headersSent) throw error;
      await sendResult(request, resultOf(error), policy, metrics);
    } catch (err) {
      res.destroy();
      logger.error({ err, requestId }, 'Request failed without a response');
    }
  }
}

async function send(req: IncomingMessage, res: ServerResponse, response: Response): Promise<void> {
  const type = response.headers.get('content-type') ?? '';
  if (STREAMS.some((stream) => type.startsWith(stream))) {
    res.setHeader('x-content-type-options', 'nosniff');
    return sendNodeResponse(response, res, req, false);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of response.headers) headers[name] = value;
  // A body that was made of a buffer is that buffer: what many clients read at once is held once.
  return sendResponse(req, res, { status: response.status, headers, body: await response.bytes() });
}
