import { createHash } from 'node:crypto';
import pg from 'pg';
import { currentRecord } from '../../../platform/observability/request-record.ts';

/** Called with the text and the values of each statement when it is sent. */
export type StatementListener = (text: string, values: readonly unknown[]) => void;

/** The configuration of a connection in a service's pool. */
export interface PreparingClientConfig extends pg.ClientConfig {
  /** The service that sends the statements, for the records of requests. */
  service: string;
  onStatement?: StatementListener | undefined;
}

const maxPrepared = 500;
/** Longer statements hold conditions that a client combined. They rarely recur, and the server would keep each of them. */
const maxPreparedLength = 10_000;

/**
 * A connection that prepares each statement of the graph once and then runs it by name.
 * After 500 different statements, and for very long ones, the server plans on each call: this bounds its memory.
 */
export class PreparingClient extends pg.Client {
  readonly #prepared = new Map<string, string>();
  readonly #service: string;
  readonly #onStatement: StatementListener | undefined;

  constructor(config: PreparingClientConfig) {
    super(config);
    this.#service = config.service;
    this.#onStatement = config.onStatement;
    // The running statement rejects by itself. Without a listener, a lost connection would end the process.
    this.on('error', () => undefined);
  }

  override query(...args: unknown[]): never {
    const [first, second] = args;
    const text = typeof first === 'string' ? first : (first as { text?: string } | undefined)?.text;
    if (text !== undefined) this.#onStatement?.(text, Array.isArray(second) ? second : []);
    if (typeof first === 'string' && Array.isArray(second)) {
      args.splice(0, 2, { text: first, values: second, name: this.#nameOf(first) });
    }
    const result: unknown = super.query(...(args as [never]));
    if (text !== undefined && result instanceof Promise) currentRecord()?.ran(this.#service, text, result);
    return result as never;
  }

  #nameOf(text: string): string | undefined {
    let name = this.#prepared.get(text);
    if (name === undefined && this.#prepared.size < maxPrepared && text.length <= maxPreparedLength) {
      name = createHash('sha1').update(text).digest('base64url');
      this.#prepared.set(text, name);
    }
    return name;
  }
}
