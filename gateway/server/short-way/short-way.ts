import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import { isPromise } from 'graphql-yoga';
import type { Run } from '../../../platform/execution/compile.ts';
import { readBody } from '../../../platform/http.ts';
import { REQUEST_ID_HEADER, requestIdOf } from '../../../platform/contract/request-id.ts';
import type { GatewayOptions } from '../gateway.ts';
import type { RequestPolicy } from '../../rules/request-policy.ts';
import { asksForCost } from '../../rules/cost.ts';
import { Work } from '../../rules/deadline.ts';
import type { RequestContext } from '../request-context.ts';
import { noteOperation, noteOutcome } from '../observed-operations.ts';
import { checkVariables } from '../../rules/variables.ts';
import type { AdmittedOperation, AdmittedOperations } from '../../operation/admitted-operations.ts';
import type { ShortWayRequest } from './short-way-request.ts';
import { plainMediaType, plainParams, type PlainParams } from './plain-request.ts';
import { resultOf, sendResult } from './send-result.ts';

/** Answers a request through Yoga, with what is known of it already. */
export type LongWay = (request: IncomingMessage, response: ServerResponse, known?: Partial<RequestContext>) => void;

export interface ShortWayOptions extends Pick<GatewayOptions, 'logger' | 'observability'> {
  policy: RequestPolicy;
  operations: AdmittedOperations;
  execute: Run;
  longWay: LongWay;
}

/**
 * Answers without Yoga what is nothing out of the ordinary: a POST of JSON, for an operation that has come through Yoga
 * before. What Yoga's plugins do, they and this do by the same functions. Everything else takes the long way, and what
 * that is shows before anything is executed.
 */
export class ShortWay {
  /** How many requests were answered each way. */
  readonly taken = { short: 0, long: 0 };
  readonly #options: ShortWayOptions;

  constructor(options: ShortWayOptions) {
    this.#options = options;
  }

  /** The handler for `http.createServer`. */
  readonly listener = (req: IncomingMessage, res: ServerResponse): void => {
    const { limits, identify } = this.#options.policy;
    const { authorization, [REQUEST_ID_HEADER]: id } = req.headers;
    const mediaType = plainMediaType(req, limits.bodyBytes);
    if (mediaType === undefined) return this.#takeLongWay(req, res);
    const caller = authorization === undefined ? undefined : identify(authorization);
    // A token that was not seen lately: Yoga waits for what it is worth, and refuses it.
    if (isPromise(caller)) return this.#takeLongWay(req, res, { identified: caller });
    const work = new Work();
    const asked: ShortWayRequest = { req, res, mediaType, work, signal: work.signal, requestId: requestIdOf(id) };
    if (caller) asked.caller = caller;
    res.once('close', () => res.writableFinished || work.giveUp());
    readBody(req, limits.bodyBytes)
      // A body that does not come whole is Yoga's to tell.
      .catch(() => undefined)
      .then((body) => this.#answer(asked, body))
      .catch((err: unknown) => {
        // A fault of the hub's own: it costs this request, and not the process.
        this.#options.logger.error({ err, requestId: asked.requestId }, 'A request cannot be answered');
        res.destroy();
      });
  };

  async #answer(asked: ShortWayRequest, body: Buffer | undefined): Promise<void> {
    const { policy, operations } = this.#options;
    const { req, res } = asked;
    try {
      // As on the long way, before the body is looked into.
      if (body && policy.count) await policy.count(asked, 1);
    } catch (error) {
      return this.#send(asked, resultOf(error));
    }
    const params = body && plainParams(body, policy.findDocument);
    const operation = params && !asksForCost(params) && operations.find(params.query, params.operationName);
    if (!operation) {
      // The stream has come to its end: Yoga reads the body again from here.
      if (body) (req as { body?: Readable }).body = Readable.from(body);
      return this.#takeLongWay(req, res, asked.rate && { rate: asked.rate });
    }
    return this.#send(asked, await this.#watched(asked, params, operation));
  }

  /** The result of an operation, which is noted for whoever watches. */
  #watched(
    asked: ShortWayRequest,
    params: PlainParams,
    operation: AdmittedOperation,
  ): Promise<ExecutionResult> | ExecutionResult {
    const { observability } = this.#options;
    if (!observability) return this.#inTime(asked, params, operation);
    const header = (name: string) => asked.req.headers[name] as string | undefined;
    return observability.watch(asked.requestId, header, async (record) => {
      asked.record = record;
      noteOperation(record, operation.operation);
      const result = await this.#inTime(asked, params, operation);
      noteOutcome(record, result, !asked.work.isGivenUp);
      return result;
    });
  }

  #inTime(asked: ShortWayRequest, params: PlainParams, operation: AdmittedOperation): Promise<ExecutionResult> {
    const { deadlineMs } = this.#options.policy;
    return asked.work
      .within<ExecutionResult>(deadlineMs, () => this.#execute(asked, params, operation))
      .catch(resultOf);
  }

  #execute(
    contextValue: ShortWayRequest,
    { operationName, variables: variableValues }: PlainParams,
    { schema, document, operation }: AdmittedOperation,
  ): ReturnType<Run> {
    const { policy, execute } = this.#options;
    const { limits, costLimit } = policy;
    const { errors, coerced } = checkVariables(schema, operation, variableValues, limits);
    if (errors) return { errors };
    const args = { schema, document, operationName, variableValues, contextValue, coercedVariables: coerced };
    const refusal = costLimit.refuse(costLimit.costOf(args), contextValue);
    return refusal ? { errors: [refusal] } : execute(args);
  }

  #send(asked: ShortWayRequest, result: ExecutionResult): void {
    const { policy, observability } = this.#options;
    this.taken.short++;
    sendResult(asked, result, policy, observability?.metrics);
  }

  #takeLongWay(req: IncomingMessage, res: ServerResponse, known?: Partial<RequestContext>): void {
    this.taken.long++;
    this.#options.longWay(req, res, known);
  }
}
