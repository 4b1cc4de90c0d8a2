import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { REQUEST_ID_HEADER, requestIdOf } from '../../../platform/contract/request-id.ts';
import type { GatewayOptions } from '../gateway.ts';
import type { RequestPolicy } from '../../rules/request-policy.ts';
import { wantsCost } from '../../rules/cost.ts';
import { bodyLimit, receiveBody } from '../../rules/body-size.ts';
import { RunningRequest } from '../../rules/deadline.ts';
import type { RequestContext } from '../../rules/request-context.ts';
import type { OperationRunner } from '../operation-runner.ts';
import { recordOperation, recordOutcome } from '../observed-operations.ts';
import type { AdmittedOperation, AdmittedOperations } from '../../operation/admitted-operations.ts';
import type { FastPathRequest } from './fast-path-request.ts';
import { plainMediaType, plainParams, type PlainParams } from './plain-request.ts';
import { resultOf, sendResult } from './send-result.ts';

/** Answers a request through Yoga, with what is known about it already. */
type PassToYoga = (request: IncomingMessage, response: ServerResponse, known?: Partial<RequestContext>) => void;

interface FastPathOptions extends Pick<GatewayOptions, 'logger' | 'observability' | 'onPath'> {
  policy: RequestPolicy;
  operations: AdmittedOperations;
  runner: OperationRunner;
  passToYoga: PassToYoga;
}

/**
 * Answers ordinary requests without Yoga: a POST of JSON for an operation that Yoga has executed before. Yoga's plugins
 * and the fast path call the same functions. Every other request is passed to Yoga, before anything is executed.
 */
export class FastPath {
  readonly #options: FastPathOptions;

  constructor(options: FastPathOptions) {
    this.#options = options;
  }

  /** The handler for `http.createServer`. */
  readonly listener = (req: IncomingMessage, res: ServerResponse): void => {
    const { limits, identify } = this.#options.policy;
    const { authorization, [REQUEST_ID_HEADER]: id } = req.headers;
    const mediaType = plainMediaType(req, bodyLimit(limits, authorization === undefined));
    if (mediaType === undefined) return this.#passToYoga(req, res);
    const caller = authorization === undefined ? undefined : identify(authorization);
    // The token is not cached: Yoga waits for its verification, and refuses the request if it fails.
    if (isPromise(caller)) return this.#passToYoga(req, res, { identified: caller });
    const running = new RunningRequest();
    const request: FastPathRequest = {
      req,
      res,
      mediaType,
      running,
      signal: running.signal,
      requestId: requestIdOf(id),
    };
    if (caller) request.caller = caller;
    res.once('close', () => res.writableFinished || running.cancel());
    this.#answer(request).catch((err: unknown) => {
      // A bug of the hub costs this request, not the process.
      this.#options.logger.error({ err, requestId: request.requestId }, 'Request failed without a response');
      res.destroy();
    });
  };

  async #answer(request: FastPathRequest): Promise<void> {
    const { policy, operations } = this.#options;
    const { req, res } = request;
    let body: Buffer;
    try {
      // As in Yoga's plugins, before anything of the body is read.
      if (policy.count) await policy.count(request, 1);
      policy.holdBody(request).reach(Number(req.headers['content-length']));
      // Its length is within the limit, and Node's parser enforces it.
      body = await receiveBody(req, policy.limits, policy.limits.bodyBytes);
    } catch (error) {
      return this.#send(request, resultOf(error));
    }
    const params = plainParams(body, policy.findDocument);
    const operation = params && !wantsCost(params) && operations.find(params.query, params.operationName);
    if (!operation) {
      // The stream has been consumed: Yoga reads the body from here.
      (req as { body?: Readable }).body = Readable.from(body);
      return this.#passToYoga(req, res, { isBodyHeld: true, ...(request.rate && { rate: request.rate }) });
    }
    policy.automatic?.learn(params);
    return this.#send(request, await this.#observed(request, params, operation));
  }

  /** The result of an operation, which is recorded if operations are observed. */
  #observed(
    request: FastPathRequest,
    params: PlainParams,
    operation: AdmittedOperation,
  ): Promise<ExecutionResult> | ExecutionResult {
    const { observability } = this.#options;
    if (!observability) return this.#inTime(request, params, operation);
    const header = (name: string) => request.req.headers[name] as string | undefined;
    return observability.watch(request.requestId, header, async (record) => {
      request.record = record;
      recordOperation(record, operation.operation);
      const result = await this.#inTime(request, params, operation);
      recordOutcome(record, result, !request.running.isCanceled);
      return result;
    });
  }

  #inTime(request: FastPathRequest, params: PlainParams, operation: AdmittedOperation): Promise<ExecutionResult> {
    const { deadlineMs } = this.#options.policy;
    return request.running
      .within<ExecutionResult>(deadlineMs, () => this.#options.runner.run(operation, params.variables, request))
      .catch(resultOf);
  }

  #send(request: FastPathRequest, result: ExecutionResult): Promise<void> {
    const { policy, observability, onPath } = this.#options;
    onPath?.('fast');
    return sendResult(request, result, policy, observability?.metrics);
  }

  #passToYoga(req: IncomingMessage, res: ServerResponse, known?: Partial<RequestContext>): void {
    this.#options.onPath?.('yoga');
    this.#options.passToYoga(req, res, known);
  }
}
