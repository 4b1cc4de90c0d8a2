import { setTimeout as pause } from 'node:timers/promises';
import { LogicalReplicationService, PgoutputPlugin, type Pgoutput } from 'pg-logical-replication';
import { sessionOptions } from '../role.ts';
import { publication } from './publication.ts';
import { lsnOf, lsnText } from './lsn.ts';
import { logSchema, messagePrefix } from './log-tables.ts';

/** How often the server hears of a reader that is busy, in milliseconds: it takes a silent one for lost after a minute. */
const signOfLifeMs = 10_000;

/** How long a connection may take to open, in milliseconds. */
export const connectTimeoutMs = 10_000;
/** How long it may take to close, in milliseconds. */
const closeMs = 1_000;

/** Leaves values as PostgreSQL writes them, and counts what has arrived. */
class TextPlugin extends PgoutputPlugin {
  received = 0;

  override parse(buffer: Buffer): Pgoutput.Message {
    this.received += 1;
    const message = super.parse(buffer);
    if (message.tag === 'relation') for (const column of message.columns) column.parser = String;
    return message;
  }
}

/** The transactions of a slot, in the order of their commits. What has not been confirmed comes again after a reconnection. */
export class ChangeStream {
  readonly #service: LogicalReplicationService;
  readonly #plugin = new TextPlugin({ protoVersion: 1, publicationNames: [publication], messages: true });
  #handled = 0;
  #confirmed: bigint;
  #failure: Error | undefined;
  /** Settles when the reading is to end: the package's own promise never does where it ends while it connects. */
  readonly #left = Promise.withResolvers<void>();

  /** @param from up to where everything has been confirmed */
  constructor(url: string, from: bigint) {
    this.#confirmed = from;
    this.#service = new LogicalReplicationService(
      {
        connectionString: url,
        application_name: 'maillage changes',
        connectionTimeoutMillis: connectTimeoutMs,
        options: `${sessionOptions(logSchema)} -c timezone=UTC -c datestyle=ISO -c extra_float_digits=1`,
      },
      { acknowledge: { auto: false, timeoutSeconds: 0 }, flowControl: { enabled: true } },
    );
  }

  /**
   * Reads until `stop`, or until the connection is lost. The next message is handled when the one before has been.
   * @param isIdle whether everything that was handled is stored: then what the server has sent may be confirmed
   */
  async read(slot: string, handle: (message: Pgoutput.Message) => Promise<void>, isIdle: () => boolean): Promise<void> {
    const service = this.#service;
    service.on('error', (error: Error) => this.fail(error));
    service.on('data', async (_lsn: string, message: Pgoutput.Message) => {
      // After a failure, nothing may pass as handled.
      if (this.#failure) return;
      await handle(message).catch((error: Error) => this.fail(error));
      this.#handled += 1;
    });
    service.on('heartbeat', (lsn: string, _time: number, isAsked: boolean) => {
      if (this.#handled === this.#plugin.received && isIdle()) this.confirm(lsnOf(lsn));
      else if (isAsked) this.confirm(this.#confirmed);
    });
    const alive = setInterval(() => this.confirm(this.#confirmed), signOfLifeMs);
    try {
      const subscribed = service.subscribe(this.#plugin, slot).catch((error: Error) => this.fail(error));
      await Promise.race([subscribed, this.#left.promise]);
    } finally {
      clearInterval(alive);
      await Promise.race([service.destroy().catch(() => undefined), pause(closeMs, undefined, { ref: false })]);
    }
    if (this.#failure) throw this.#failure;
  }

  /** Tells the server that everything up to a place is stored. @param asks whether it is to say how far it has sent */
  confirm(lsn: bigint, asks = false): void {
    if (lsn > this.#confirmed) this.#confirmed = lsn;
    // The package adds one, and a transaction whose commit begins just there would be passed over.
    void this.#service.acknowledge(lsnText(this.#confirmed - 1n), asks);
  }

  /** Ends the reading with an error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.stop();
  }

  /** Ends the reading. */
  stop(): void {
    this.#left.resolve();
  }
}

/** Whether a message of the server's log is for the reader. */
export const isForReader = ({ prefix }: Pgoutput.MessageMessage): boolean => prefix === messagePrefix;
