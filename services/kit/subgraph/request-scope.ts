import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../../../platform/contract/caller.ts';
import { REQUEST_ID_HEADER, requestIdOf } from '../../../platform/contract/request-id.ts';
import type { RequestTerms } from '../../../platform/contract/signature.ts';
import type { RequestScope } from '../../../platform/contract/subgraph.ts';
import { clientError } from '../../../platform/errors.ts';

/** A request to a service over HTTP, as its resolvers see it. */
export interface ServedScope extends RequestScope {
  account: ServedAccount;
}

/** Adds up how long the database worked on a request. */
class ServedAccount {
  readonly id?: string;
  readonly isHeavy: boolean;
  spentMs = 0;

  constructor(id: string | undefined, isHeavy = false) {
    this.isHeavy = isHeavy;
    if (id !== undefined) this.id = id;
  }

  spend(ms: number): void {
    this.spentMs += ms;
  }
}

/** The scope of a request, which ends when the gateway leaves, or when the time is over that the gateway gives it. */
export function scopeOf(
  request: IncomingMessage,
  response: ServerResponse,
  { caller, account, isHeavy, isMutation, timeLeftMs }: RequestTerms & { caller: Caller },
): ServedScope {
  const ended = new AbortController();
  const timer = timeLeftMs === undefined ? undefined : setTimeout(() => ended.abort(tooLate(timeLeftMs)), timeLeftMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) ended.abort();
  });
  return {
    requestId: requestIdOf(request.headers[REQUEST_ID_HEADER]),
    signal: ended.signal,
    caller,
    isMutation,
    account: new ServedAccount(account, isHeavy),
  };
}

const tooLate = (timeLeftMs: number) =>
  clientError(
    'DEADLINE_EXCEEDED',
    `This was not complete within the ${timeLeftMs} ms that the request had left. Request less: smaller pages, narrower conditions, or several requests.`,
  );
