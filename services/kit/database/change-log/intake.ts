import type { Pgoutput } from 'pg-logical-replication';
import { actorOf, type ChangeActor } from './actor.ts';
import { describe, type LoggedTable } from './describe.ts';
import type { LoggedTables } from './logged-tables.ts';
import { lsnOf } from './lsn.ts';
import type { LoggedRow } from './row-fields.ts';
import type { ChangeStore, Concern, LoggedChange } from './store.ts';
import { isForReader } from './stream.ts';

/** How many changes are written in one statement. */
const batchSize = 1_000;

/** A transaction of which the commit has not been read. */
interface OpenTransaction {
  lsn: bigint;
  at: Date;
  actor: ChangeActor;
  /** Whether the log has it already. */
  isKnown: boolean;
  count: number;
  changes: LoggedChange[];
}

/**
 * Turns the messages of the server's log into stored changes: many small transactions at once where they come fast, a large one in
 * batches, so that memory stays the same, and none in part.
 */
export class ChangeIntake {
  readonly #store: ChangeStore;
  readonly #tables: LoggedTables;
  readonly #confirm: (lsn: bigint) => void;
  readonly #fail: (error: Error) => void;
  #open: OpenTransaction | undefined;
  /** The changes of whole transactions that are not stored, and up to where they are all. */
  #whole: LoggedChange[] = [];
  #readTo = 0n;
  #writing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isScheduled = false;

  /** @param confirm is told up to where everything is stored */
  constructor(store: ChangeStore, tables: LoggedTables, confirm: (lsn: bigint) => void, fail: (error: Error) => void) {
    this.#store = store;
    this.#tables = tables;
    this.#confirm = confirm;
    this.#fail = fail;
  }

  /** Whether everything that was read is stored. */
  get isIdle(): boolean {
    return this.#open === undefined && this.#waiting === 0;
  }

  async handle(message: Pgoutput.Message): Promise<void> {
    switch (message.tag) {
      case 'begin':
        this.#begin(message);
        break;
      case 'relation':
        await this.#tables.learn(message);
        break;
      case 'message':
        if (!message.transactional) this.#end(lsnOf(message.messageLsn!));
        else if (this.#open && isForReader(message))
          this.#open.actor = { ...this.#open.actor, ...actorOf(message.content) };
        break;
      case 'insert':
        await this.#add(message, null, message.new);
        break;
      case 'update':
        await this.#add(message, message.old, message.new);
        break;
      case 'delete':
        await this.#add(message, message.old, null);
        break;
      case 'commit':
        this.#whole.push(...this.#open!.changes);
        this.#open = undefined;
        this.#end(lsnOf(message.commitEndLsn!));
        // Small transactions that come faster than they are stored have to wait.
        if (this.#whole.length >= batchSize) await this.#writing;
        break;
    }
  }

  /** Does something between two transactions of the log's own. */
  async between(work: () => Promise<unknown>): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#store.isOpen) await work();
    });
  }

  /** Resolves when everything that was read is stored, as far as it can be. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  #begin({ commitLsn, commitTime }: Pgoutput.MessageBegin): void {
    const lsn = lsnOf(commitLsn!);
    const at = new Date(Number(BigInt(String(commitTime)) / 1000n));
    this.#open = { lsn, at, actor: {}, isKnown: this.#store.has(lsn), count: 0, changes: [] };
  }

  async #add(
    { relation }: { relation: Pgoutput.MessageRelation },
    before: LoggedRow | null,
    after: LoggedRow | null,
  ): Promise<void> {
    const open = this.#open!;
    const table = this.#tables.of(relation);
    if (!table || open.isKnown) return;
    for (const change of describe(table, before, after)) {
      open.count += 1;
      open.changes.push({
        ...change,
        lsn: open.lsn,
        sequence: open.count,
        at: open.at,
        service: table.service,
        table: table.name,
        actor: open.actor,
        concerns: concernsOf(table, (after ?? before)!),
        isShared: table.how.itemsOf !== undefined || table.how.concerns !== undefined,
      });
    }
    if (open.changes.length >= batchSize) await this.#spill(open);
  }

  /** Stores a part of a large transaction, and what came before it. */
  #spill(open: OpenTransaction): Promise<void> {
    return this.#inTurn(async () => {
      if (open.count === open.changes.length) await this.#storeWhole();
      const { changes } = open;
      open.changes = [];
      await this.#store.add(changes);
    });
  }

  /** Has what was read stored soon: with all that arrives in between. */
  #end(readTo: bigint): void {
    this.#readTo = readTo;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    void this.#inTurn(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      this.#isScheduled = false;
      await this.#storeWhole();
    }).catch(this.#fail);
  }

  async #storeWhole(): Promise<void> {
    const [changes, readTo] = [this.#whole, this.#readTo];
    this.#whole = [];
    for (let from = 0; from < changes.length; from += batchSize)
      await this.#store.add(changes.slice(from, from + batchSize));
    await this.#store.commit(readTo);
    this.#confirm(readTo);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    this.#writing = this.#writing.then(work).finally(() => (this.#waiting -= 1));
    return this.#writing;
  }
}

const concernsOf = ({ service, how }: LoggedTable, row: LoggedRow): Concern[] =>
  (how.concerns ?? []).flatMap(({ column, table, key, finess }) => {
    const value = row[column];
    return value == null ? [] : [{ table: `${service}.${table}`, key, finess, value }];
  });
