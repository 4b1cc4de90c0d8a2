import { AsyncLocalStorage } from 'node:async_hooks';

/** The code of what was stopped because nobody waits for it any more. */
export const CANCELED = 'CANCELED';

/** The header in which a service learns what the operation is called that it answers a part of. */
export const OPERATION_HEADER = 'x-operation-name';
/** What an operation may be called to be told to services: a header has room for no more. */
export const OPERATION_NAME = /^[_A-Za-z]\w{0,127}$/;

/** Work that a request had done elsewhere; times are those of `performance.now()`. */
interface RecordedWork {
  service: string;
  startedAt: number;
  /** Undefined as long as it is under way. */
  endedAt?: number;
}

/** A statement that a request ran. Its values are the caller's business, and are not kept. */
export interface Statement extends RecordedWork {
  text: string;
  /** How many rows came back; undefined where it failed, or was stopped. */
  rows?: number;
}

/** A request to a service over HTTP. */
export interface ServiceRequest extends RecordedWork {
  /** `OK`, `CANCELED`, or the code of its first error. */
  code: string;
}

/** What is known of a request's place in a trace. */
export interface RequestTrace {
  traceId: string;
  /** Begins the part of the trace that a request to a service is: the headers that hand it on, and how it ends. */
  enter(request: ServiceRequest): { headers: Record<string, string>; leave(): void };
}

/** What one operation cost: made when it comes in, and read when it is answered. */
export class RequestRecord {
  readonly startedAt = performance.now();
  endedAt = 0;
  /** The name that its document gives it. */
  operation: string | undefined;
  kind = 'query';
  /** `OK`, `CANCELED`, or the code of the first error that its caller sees. */
  code = 'OK';
  readonly statements: Statement[] = [];
  readonly serviceRequests: ServiceRequest[] = [];
  trace: RequestTrace | undefined;

  constructor(readonly requestId: string) {}

  get durationMs(): number {
    return this.endedAt - this.startedAt;
  }

  /** Notes a statement that has just been sent, and its end when that comes. */
  ran(service: string, text: string, result: PromiseLike<{ rows?: unknown[] }>): void {
    const statement: Statement = { service, text, startedAt: performance.now() };
    this.statements.push(statement);
    void follow(statement, result);
  }

  /** Notes a request to a service: the headers to send with it, and what to call with its code once it is answered. */
  ask(service: string): { headers: Record<string, string>; answered(code: string): void } {
    const request: ServiceRequest = { service, startedAt: performance.now(), code: 'OK' };
    this.serviceRequests.push(request);
    const entered = this.trace?.enter(request);
    return {
      headers: {
        ...(OPERATION_NAME.test(this.operation ?? '') && { [OPERATION_HEADER]: this.operation }),
        ...entered?.headers,
      },
      answered(code) {
        request.endedAt = performance.now();
        request.code = code;
        entered?.leave();
      },
    };
  }
}

const records = new AsyncLocalStorage<RequestRecord>();

/** The record of the request that this code runs for; undefined outside of one, or where none is kept. */
export const currentRecord = (): RequestRecord | undefined => records.getStore();

/** Runs what belongs to a request, so that its statements are noted. */
export const runRecorded = <Result>(record: RequestRecord, run: () => Result): Result => records.run(record, run);

async function follow(statement: Statement, result: PromiseLike<{ rows?: unknown[] }>): Promise<void> {
  try {
    const { rows } = await result;
    // Several statements in one text give several results, and no rows of the whole.
    statement.rows = rows?.length ?? 0;
  } catch {
    // Whoever sent it is told.
  } finally {
    statement.endedAt = performance.now();
  }
}
