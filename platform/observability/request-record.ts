import { AsyncLocalStorage } from 'node:async_hooks';

/** The code of work that was stopped because its client left. */
export const CANCELED = 'CANCELED';

/** The header with the name of the client's operation, in the gateway's requests to services. */
export const OPERATION_HEADER = 'x-operation-name';
/** The names that are sent in that header. Longer ones are not. */
export const OPERATION_NAME = /^[_A-Za-z]\w{0,127}$/;

/** Work that a request waited for. Times are those of `performance.now()`. */
interface RecordedWork {
  service: string;
  startedAt: number;
  /** Undefined while it runs. */
  endedAt?: number;
}

/** A statement that a request ran. Its values are confidential, and are not kept. */
export interface Statement extends RecordedWork {
  text: string;
  /** How many rows it returned; undefined if it failed or was canceled. */
  rows?: number;
}

/** A request to a service over HTTP. */
export interface ServiceRequest extends RecordedWork {
  /** `OK`, `CANCELED`, or the code of its first error. */
  code: string;
}

/** A request's part of a trace. */
export interface RequestTrace {
  traceId: string;
  /** Begins the span of a request to a service. @returns the headers that propagate the trace, and what ends the span */
  enter(request: ServiceRequest): { headers: Record<string, string>; leave(): void };
}

/** What one operation cost: created when it arrives, and read when it has its result. */
export class RequestRecord {
  readonly startedAt = performance.now();
  endedAt = 0;
  /** Its name in the document. */
  operation: string | undefined;
  kind = 'query';
  /** `OK`, `CANCELED`, or the code of the first error that the client gets. */
  code = 'OK';
  readonly statements: Statement[] = [];
  readonly serviceRequests: ServiceRequest[] = [];
  trace: RequestTrace | undefined;

  constructor(readonly requestId: string) {}

  get durationMs(): number {
    return this.endedAt - this.startedAt;
  }

  /** Records a statement that has just been sent, and its end when it comes. */
  ran(service: string, text: string, result: PromiseLike<{ rows?: unknown[] }>): void {
    const statement: Statement = { service, text, startedAt: performance.now() };
    this.statements.push(statement);
    void follow(statement, result);
  }

  /** Records a request to a service. @returns the headers to send with it, and what to call with its code when it ends */
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

/** The record of the current request; undefined outside a request, or if none is kept. */
export const currentRecord = (): RequestRecord | undefined => records.getStore();

/** Runs a request, so that its statements are recorded. */
export const runRecorded = <Result>(record: RequestRecord, run: () => Result): Result => records.run(record, run);

async function follow(statement: Statement, result: PromiseLike<{ rows?: unknown[] }>): Promise<void> {
  try {
    const { rows } = await result;
    // A text with several statements has several results, and no rows of its own.
    statement.rows = rows?.length ?? 0;
  } catch {
    // The sender handles the error.
  } finally {
    statement.endedAt = performance.now();
  }
}
