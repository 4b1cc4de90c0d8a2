import { GraphQLError, type ExecutionResult } from 'graphql';
import { processRegularResult } from 'graphql-yoga';
import { REQUEST_ID_HEADER } from '../../../platform/contract/request-id.ts';
import type { Metrics } from '../../../platform/observability/metrics.ts';
import type { RequestPolicy } from '../../rules/request-policy.ts';
import { tellRate } from '../../rules/rate.ts';
import type { ShortWayRequest } from './short-way-request.ts';

/** What Yoga makes of a result, instead of a `Response`. */
class Answer {
  constructor(
    readonly body: string,
    readonly init: { status: number; headers: Record<string, string> },
  ) {}
}

/** For Yoga, which takes no more of the fetch API for this. */
const fetchApi = { Response: Answer } as never;

/** Answers with a result as Yoga would: masked, with the same status, headers and body. */
export function sendResult(
  asked: ShortWayRequest,
  result: ExecutionResult,
  { mask, corsHeaders }: RequestPolicy,
  metrics: Metrics | undefined,
): void {
  const { req, res, requestId, rate, work, mediaType } = asked;
  const answerOf = (each: ExecutionResult): Answer =>
    processRegularResult(mask(each, requestId, !work.isGivenUp), fetchApi, mediaType) as unknown as Answer;
  let answer: Answer;
  try {
    answer = answerOf(result);
  } catch (error) {
    // A value that no JSON can hold.
    answer = answerOf(resultOf(error));
  }
  const { body, init } = answer;
  metrics?.answered(init.status);
  if (res.destroyed) return;
  const headers: Record<string, string | number> = {};
  const set = (name: string, value: string): void => void (headers[name.toLowerCase()] = value);
  for (const name in init.headers) set(name, init.headers[name]!);
  headers['content-length'] = Buffer.byteLength(body);
  const cors = corsHeaders(req.headers);
  for (const name in cors) set(name, cors[name]!);
  headers[REQUEST_ID_HEADER] = requestId;
  if (rate) tellRate(rate, set);
  res.writeHead(init.status, headers);
  res.end(body);
}

/** The result that an error is, where it fails the whole request. */
export function resultOf(error: unknown): ExecutionResult {
  if (error instanceof GraphQLError) return { errors: [error] };
  const originalError = error as Error;
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}
