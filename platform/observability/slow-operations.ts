import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { singleSpaced } from '../text.ts';
import type { RequestRecord, Statement } from './request-record.ts';

/** How PostgreSQL executes a statement of a service, without a client's values; undefined when that is unavailable. */
export type ExplainStatement = (service: string, text: string) => Promise<string | undefined>;

/** How many statements an entry lists, the slowest first. */
const maxStatements = 3;
/** A statement is explained at most once in ten minutes, whether it has a plan or not. */
const planTtlMs = 600_000;
/** So many statements are explained in a minute: a client that sends slow ones must not cause more work by it. */
const maxExplained = 20;
const explainedWithinMs = 60_000;
/** While so many operations wait for plans, others are logged without, so that the log keeps up during an outage. */
const maxWaiting = 20;
const maxTextLength = 4_000;
const maxNameLength = 200;
const maxPlanLength = 20_000;

/** A statement as the log lists it. */
interface SlowStatement {
  service: string;
  text: string;
  durationMs: number | null;
  rows: number | null;
  plan?: string;
  /** The id of the request whose entry has the plan, if this entry does not repeat it. */
  planLoggedWith?: string;
}

/** Logs each operation that takes too long, with its slowest statements; never with a client's values. */
export class SlowOperations {
  /** By statement, the request whose entry has its plan; null if it has none. */
  readonly #explainedBy = new LRUCache<string, { requestId: string | null }>({ max: 1_000, ttl: planTtlMs });
  /** When the latest statements were explained. */
  #explainedAt: number[] = [];
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(
    readonly logger: { warn(details: object, message: string): void },
    readonly explain: ExplainStatement = async () => undefined,
  ) {}

  /** Logs a slow operation once its plans are available, one operation after the other. */
  log(record: RequestRecord): void {
    if (this.#waiting >= maxWaiting) {
      this.#write(record, slowest(record).map(describe));
      return;
    }
    this.#waiting++;
    this.#last = this.#last
      .then(async () => this.#write(record, await this.#withPlans(record)))
      .finally(() => this.#waiting--);
  }

  /** Resolves when every operation so far is logged. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #withPlans(record: RequestRecord): Promise<SlowStatement[]> {
    const statements: SlowStatement[] = [];
    for (const statement of slowest(record)) {
      const described = describe(statement);
      statements.push(described);
      const key = keyOf(statement);
      const earlier = this.#explainedBy.get(key);
      if (earlier !== undefined) {
        if (earlier.requestId !== null) described.planLoggedWith = earlier.requestId;
        continue;
      }
      if (!this.#mayExplain()) continue;
      const plan = await this.explain(statement.service, statement.text);
      this.#explainedBy.set(key, { requestId: plan === undefined ? null : record.requestId });
      if (plan !== undefined) described.plan = plan.slice(0, maxPlanLength);
    }
    return statements;
  }

  #mayExplain(): boolean {
    const now = performance.now();
    this.#explainedAt = this.#explainedAt.filter((at) => now - at < explainedWithinMs);
    if (this.#explainedAt.length >= maxExplained) return false;
    this.#explainedAt.push(now);
    return true;
  }

  #write(record: RequestRecord, statements: SlowStatement[]): void {
    const { requestId, operation, code, trace, serviceRequests } = record;
    this.logger.warn(
      {
        requestId,
        ...(trace && { traceId: trace.traceId }),
        operation: operation?.slice(0, maxNameLength) ?? null,
        code,
        durationMs: rounded(record.durationMs),
        statementCount: record.statements.length,
        statements,
        ...(serviceRequests.length > 0 && {
          serviceRequests: serviceRequests.map((request) => ({
            service: request.service,
            code: request.code,
            durationMs: durationOf(request),
          })),
        }),
      },
      'Slow operation',
    );
  }
}

function slowest(record: RequestRecord): Statement[] {
  // A statement that still runs has taken the longest.
  const duration = ({ startedAt, endedAt = Infinity }: Statement): number => endedAt - startedAt;
  return record.statements.toSorted((one, other) => duration(other) - duration(one)).slice(0, maxStatements);
}

function describe(statement: Statement): SlowStatement {
  const { service, text, rows = null } = statement;
  return { service, text: singleSpaced(text.slice(0, maxTextLength)), durationMs: durationOf(statement), rows };
}

/** A digest, since statements may be long and a thousand are kept. */
const keyOf = ({ service, text }: Statement): string =>
  createHash('sha256').update(`${service}\n${text}`).digest('hex');

/** In milliseconds; null if it was still running when the operation ended. */
const durationOf = ({ startedAt, endedAt }: { startedAt: number; endedAt?: number }): number | null =>
  endedAt === undefined ? null : rounded(endedAt - startedAt);

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
