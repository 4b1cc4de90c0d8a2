import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { singleSpaced } from '../text.ts';
import { planOf } from '../../services/kit/database/explain.ts';
import type { RequestRecord, Statement } from './request-record.ts';

/** The slowest statements are named, and the plan of one stands in the log once in ten minutes. */
const named = 3;
const planLifeMs = 600_000;
/** Past these, operations that wait for their plans are logged without: the log keeps up with an outage. */
const maxWaiting = 20;
const maxText = 4_000;

/** What the log says of a statement. */
interface SlowStatement {
  service: string;
  text: string;
  durationMs: number | null;
  rows: number | null;
  plan?: string;
  /** The request whose entry has the plan, where it is not repeated. */
  planLoggedWith?: string;
}

/** Tells the log of each operation that takes too long, with what it spent the time on; never with a caller's values. */
export class SlowOperations {
  readonly #explained = new LRUCache<string, string>({ max: 1_000, ttl: planLifeMs });
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(
    readonly logger: { warn(details: object, message: string): void },
    readonly poolOf: (service: string) => pg.Pool | undefined,
  ) {}

  /** Notes a slow operation. Its entry comes once the plans are there, one operation after the other. */
  note(record: RequestRecord): void {
    if (this.#waiting >= maxWaiting) {
      this.#write(record, slowest(record).map(described));
      return;
    }
    this.#waiting++;
    this.#last = this.#last
      .then(async () => this.#write(record, await this.#withPlans(record)))
      .finally(() => this.#waiting--);
  }

  /** Resolves when every operation noted so far is in the log. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #withPlans(record: RequestRecord): Promise<SlowStatement[]> {
    const statements: SlowStatement[] = [];
    for (const statement of slowest(record)) {
      const told = described(statement);
      statements.push(told);
      const before = this.#explained.get(statement.text);
      if (before !== undefined) {
        told.planLoggedWith = before;
        continue;
      }
      const pool = this.poolOf(statement.service);
      const plan = pool && (await planOf(pool, statement.text));
      if (plan === undefined) continue;
      this.#explained.set(statement.text, record.requestId);
      told.plan = plan;
    }
    return statements;
  }

  #write(record: RequestRecord, statements: SlowStatement[]): void {
    const { requestId, operation = null, code, trace, serviceRequests } = record;
    this.logger.warn(
      {
        requestId,
        ...(trace && { traceId: trace.traceId }),
        operation,
        code,
        durationMs: rounded(record.durationMs),
        statementCount: record.statements.length,
        statements,
        ...(serviceRequests.length > 0 && {
          serviceRequests: serviceRequests.map((request) => ({
            service: request.service,
            code: request.code,
            durationMs: lasted(request),
          })),
        }),
      },
      'Slow operation',
    );
  }
}

function slowest(record: RequestRecord): Statement[] {
  // One that still runs has taken the most.
  const duration = ({ startedAt, endedAt = Infinity }: Statement): number => endedAt - startedAt;
  return record.statements.toSorted((one, other) => duration(other) - duration(one)).slice(0, named);
}

function described(statement: Statement): SlowStatement {
  const { service, text, rows = null } = statement;
  return { service, text: singleSpaced(text).slice(0, maxText), durationMs: lasted(statement), rows };
}

/** Milliseconds from start to end; null for what was still under way when the operation ended. */
const lasted = ({ startedAt, endedAt }: { startedAt: number; endedAt?: number }): number | null =>
  endedAt === undefined ? null : rounded(endedAt - startedAt);

const rounded = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
