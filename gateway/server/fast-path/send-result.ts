import { GraphQLError, type ExecutionResult } from 'graphql';
import { processRegularResult } from 'graphql-yoga';
import { REQUEST_ID_HEADER } from '../../../platform/contract/request-id.ts';
import type { Metrics } from '../../../platform/observability/metrics.ts';
import type { RequestPolicy } from '../../rules/request-policy.ts';
import { NOT_KEPT } from '../../rules/caching.ts';
import { setRateHeaders } from '../../rules/rate.ts';
import { writeResults } from '../../rules/response-size.ts';
import type { RateState } from '../../rules/request-context.ts';
import { sendResponse } from '../send-response.ts';
import type { FastPathRequest } from './fast-path-request.ts';

/** What the response to a request needs of it. */
type Answered = Pick<FastPathRequest, 'req' | 'res' | 'requestId' | 'mediaType'> & {
  rate?: RateState | undefined;
  isMutation?: boolean;
  running: { readonly isCanceled: boolean };
};

/** Takes the place of `Response` when Yoga processes a result. */
class PlainResponse {
  constructor(
    readonly body: string,
    readonly init: { status: number; headers: Record<string, string> },
  ) {}
}

/** The part of the fetch API that Yoga needs to process a result. */
const fetchApi = { Response: PlainResponse } as never;

/** Sends a result as Yoga would: masked, with the same status, headers and body. */
export async function sendResult(
  request: Answered,
  result: ExecutionResult,
  { mask, corsHeaders, limits }: RequestPolicy,
  metrics: Metrics | undefined,
): Promise<void> {
  const { req, res, requestId, rate, running, mediaType, isMutation } = request;
  const responseTo = async (each: ExecutionResult): Promise<PlainResponse> => {
    const [written] = await writeResults([mask(each, requestId, !running.isCanceled)], limits);
    return processRegularResult(written!, fetchApi, mediaType) as unknown as PlainResponse;
  };
  let response: PlainResponse;
  try {
    response = await responseTo(result);
  } catch (error) {
    // A value that JSON cannot represent.
    response = await responseTo(resultOf(error));
  }
  const { body, init } = response;
  metrics?.answered(init.status);
  if (res.destroyed) return;
  const headers: Record<string, string | number> = {};
  const set = (name: string, value: string): void => void (headers[name.toLowerCase()] = value);
  for (const name in init.headers) set(name, init.headers[name]!);
  const cors = corsHeaders(req.headers);
  for (const name in cors) set(name, cors[name]!);
  headers[REQUEST_ID_HEADER] = requestId;
  if (rate) setRateHeaders(rate, set);
  if (isMutation) headers['cache-control'] = NOT_KEPT;
  await sendResponse(req, res, { status: init.status, headers, body });
}

/** The result of a request that fails as a whole. */
export function resultOf(error: unknown): ExecutionResult {
  if (error instanceof GraphQLError) return { errors: [error] };
  const originalError = error as Error;
  return { errors: [new GraphQLError(originalError.message, { originalError })] };
}
