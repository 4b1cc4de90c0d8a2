import { GraphQLError } from 'graphql';
import { DATABASE_TIME_HEADER } from '../../platform/contract/database-time.ts';
import { datasetMediaTypes } from '../../platform/contract/dataset-forms.ts';
import { datasetTarget } from '../../platform/contract/dataset-target.ts';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import type { DatasetDoor, DatasetSummary, PutAnswer, RequestScope } from '../../platform/contract/subgraph.ts';
import { tooSlow, unavailable } from '../../platform/errors.ts';
import { CANCELED, currentRecord } from '../../platform/observability/request-record.ts';
import { CircuitOpen, TooSlow, type Guard } from '../remote-engine/breaker.ts';
import { sendOnce, type Received } from '../remote-engine/send-once.ts';
import { CONNECTING, timeForService } from '../remote-engine/service.ts';
import { timeLeftOf } from '../rules/deadline.ts';
import type { ErrorLog } from '../rules/error-log.ts';
import { publicCodeOf } from '../rules/errors.ts';
import { outcomeUnknown } from '../rules/unknown-outcome.ts';

interface RemoteService {
  name: string;
  /** The address of its graph, beside which its datasets are. */
  url: string;
  /** The circuit breaker that all requests to it pass. */
  guard: Guard;
}

interface RemoteOptions {
  secret?: string | undefined;
  /** How long a request may take, in milliseconds; defaults to 30,000. */
  deadlineMs?: number;
  logger: ErrorLog;
}

interface Asked {
  method: 'GET' | 'PUT';
  path: string;
  type?: string;
  body?: Buffer;
  /** Whether it changes what is stored. */
  isWrite?: boolean;
}

/** The longest file, or answer to one, that a service may send: the rows of an institution have no other limit than what it sent. */
const MAX_REPLY_BYTES = 256 * 1024 * 1024;

/** The datasets of a service that answers over HTTP. */
export function remoteDatasets(
  { name, url, guard }: RemoteService,
  list: readonly DatasetSummary[],
  { secret, deadlineMs = 30_000, logger }: RemoteOptions,
): DatasetDoor {
  async function ask({ method, path, type, body, isWrite = false }: Asked, scope: RequestScope): Promise<Buffer> {
    const { requestId, signal, caller, account } = scope;
    const address = new URL(path, url);
    const recorded = currentRecord()?.ask(name);
    const waitMs = timeLeftOf(signal) ?? deadlineMs;
    const target = datasetTarget(method, `${address.pathname}${address.search}`, type);
    const terms = { account: account?.id, isHeavy: account?.isHeavy, timeLeftMs: timeForService(waitMs) };
    const headers = {
      [REQUEST_ID_HEADER]: requestId,
      ...recorded?.headers,
      ...(type !== undefined && { 'content-type': type }),
      ...(body && { 'content-length': String(body.length) }),
      ...(secret !== undefined && signRequest(secret, { service: name, target, body: body ?? '', ...terms }, caller)),
    };
    let code = 'OK';
    try {
      const received = await guard(async (each) => {
        const reply = await sendOnce(address, {
          method,
          headers,
          body,
          signal: each,
          timeoutMs: waitMs,
          maxBytes: MAX_REPLY_BYTES,
        });
        if (reply.status >= 500) throw new Error(`status ${reply.status}`);
        return reply;
      }, signal);
      const databaseMs = Number(received.headers[DATABASE_TIME_HEADER]);
      if (databaseMs > 0) account?.spend(databaseMs);
      if (received.status === 200) return received.body;
      throw errorIn(received);
    } catch (error) {
      const found = explain(error, scope, isWrite);
      code = signal?.aborted ? CANCELED : publicCodeOf(found);
      throw found;
    } finally {
      recorded?.answered(code);
    }
  }

  function explain(error: unknown, { signal, requestId }: RequestScope, isWrite: boolean): GraphQLError {
    if (error instanceof GraphQLError) return error;
    if (error instanceof CircuitOpen) return unavailable(name);
    const { message, code, syscall = '' } = error as NodeJS.ErrnoException;
    const isSent = !CONNECTING.has(syscall);
    const isSlow = error instanceof TooSlow;
    // An aborted request is not a failure of the service.
    if (!isSlow && !signal?.aborted)
      logger.error({ err: { message, code }, subgraph: name, requestId }, 'Service unavailable');
    const found = isSlow ? tooSlow(name) : unavailable(name);
    return isWrite && isSent && !isSlow ? outcomeUnknown(found) : found;
  }

  return {
    list,
    template: (dataset, format, scope) =>
      ask({ method: 'GET', path: `/datasets/${dataset}/template?format=${format}` }, scope),
    rows: (dataset, format, scope) => ask({ method: 'GET', path: `/datasets/${dataset}?format=${format}` }, scope),
    put: async (dataset, { form, bytes, dryRun }, scope) => {
      const path = `/datasets/${dataset}?dryRun=${dryRun}`;
      const type = datasetMediaTypes[form];
      const answer = await ask({ method: 'PUT', path, type, body: bytes, isWrite: !dryRun }, scope);
      return JSON.parse(answer.toString()) as PutAnswer;
    },
  };
}

/** The error in the reply of a service. @throws Error for another reply, such as that of a service which does not accept the gateway's signature */
function errorIn({ status, body }: Received): GraphQLError {
  const [error] = status === 401 ? [] : errorsIn(body);
  if (!error) throw new Error(`status ${status}: ${body.toString('utf8', 0, 200)}`);
  return new GraphQLError(error.message, { extensions: error.extensions ?? {} });
}

function errorsIn(body: Buffer): { message: string; extensions?: Record<string, unknown> }[] {
  try {
    return (JSON.parse(body.toString()) as { errors?: ReturnType<typeof errorsIn> }).errors ?? [];
  } catch {
    return [];
  }
}
