import { createHash } from 'node:crypto';
import pg from 'pg';
import { clientError, unavailable } from '../../../platform/errors.ts';
import { currentRecord } from '../../../platform/observability/request-record.ts';
import { isOutage } from './statement-errors.ts';
import { tellTimeout } from './timeout.ts';

/** PostgreSQL's texts hold every character but this one, which no driver can send it. */
const holdsNul = (error: Error): boolean => error instanceof pg.DatabaseError && error.code === '22021';

/** Called with each statement's text and values as it is sent: how tests count and explain statements. */
export const statementListeners = new Set<(text: string, values: readonly unknown[]) => void>();

/** What a connection of a service's pool is made with. */
export interface PreparingClientConfig extends pg.ClientConfig {
  /** Whose statements these are, for the records of requests. */
  service: string;
  /** Whether an outage is told as the service's own, rather than as it is; without it, others may be asked instead. */
  tellsOutages?: boolean;
}

const maxPrepared = 500;
/** Longer ones are of conditions that a client has put together, and come once; the server would keep each for good. */
const maxPreparedLength = 10_000;

/**
 * A connection that prepares each statement with parameters once and runs it by name from then on.
 * Past 500 different statements it plans further ones on each call, and always those that are very long, so that a
 * server's memory stays bounded.
 */
export class PreparingClient extends pg.Client {
  readonly #prepared = new Map<string, string>();
  readonly #service: string;
  readonly #tellsOutages: boolean;

  constructor(config: PreparingClientConfig) {
    super(config);
    this.#service = config.service;
    this.#tellsOutages = config.tellsOutages ?? false;
    // The statement under way rejects by itself. Kysely opens a connection to cancel one, and listens to none of its errors,
    // which would end the process.
    this.on('error', () => undefined);
  }

  override query(...args: unknown[]): never {
    const [first, second] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    if (text !== undefined)
      for (const listener of statementListeners) listener(text, Array.isArray(second) ? second : []);
    if (typeof first === 'string' && Array.isArray(second) && second.length > 0) {
      args.splice(0, 2, { text: first, values: second, name: this.#nameOf(first) });
    }
    const result: unknown = super.query(...(args as [never]));
    if (text !== undefined && result instanceof Promise) currentRecord()?.ran(this.#service, text, result);
    return (result instanceof Promise ? result.catch(this.#tellFault) : result) as never;
  }

  readonly #tellFault = (error: Error): never => {
    if (this.#tellsOutages && isOutage(error)) throw unavailable(this.#service, error);
    if (holdsNul(error)) throw clientError('BAD_USER_INPUT', 'A text may not hold the character NUL (U+0000).');
    return tellTimeout(error);
  };

  #nameOf(text: string): string | undefined {
    let name = this.#prepared.get(text);
    if (name === undefined && this.#prepared.size < maxPrepared && text.length <= maxPreparedLength) {
      name = createHash('sha1').update(text).digest('base64url');
      this.#prepared.set(text, name);
    }
    return name;
  }
}
