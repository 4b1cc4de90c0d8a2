import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

type Value = string | number | boolean | null | undefined;

const blockSize = 256 * 1024;
/** The most blocks that wait for the server, so that neither it nor the reader waits for the other's longest records. */
const mostSending = 8;
/** The most bytes of a character (UTF-16 unit) in UTF-8. */
const maxCharacterSize = 3;

/** A temporary table that a file's records are copied to, a block at a time, before one statement writes them to the real tables. */
export class Staging<Row extends object> {
  readonly #client: pg.ClientBase;
  readonly #columns: readonly (keyof Row & string)[];
  readonly #copy: string;
  // Rows are encoded at once: thousands of waiting texts would cost the garbage collector more than reading them.
  #block: Buffer = Buffer.allocUnsafeSlow(0);
  #size = 0;

  private constructor(client: pg.ClientBase, table: string, columns: readonly (keyof Row & string)[]) {
    this.#client = client;
    this.#columns = columns;
    this.#copy = `copy ${table} (${columns.join(', ')}) from stdin`;
  }

  /**
   * Creates the table, replacing an earlier one, with the columns of `types`; it is dropped at the end of the transaction.
   * @param computed further columns, with their types and expressions: the server computes them while the next rows are read
   */
  static async create<Row extends object>(
    client: pg.ClientBase,
    table: string,
    types: Record<keyof Row & string, string>,
    computed: Readonly<Record<string, readonly [type: string, expression: string]>> = {},
  ): Promise<Staging<Row>> {
    const columns = Object.keys(types) as (keyof Row & string)[];
    const definitions = [
      ...columns.map((column) => `${column} ${types[column]}`),
      ...Object.entries(computed).map(
        ([column, [type, expression]]) => `${column} ${type} generated always as (${expression}) stored`,
      ),
    ];
    await client.query(`drop table if exists ${table}`);
    await client.query(`create temp table ${table} (${definitions.join(', ')}) on commit drop`);
    return new Staging(client, table, columns);
  }

  /** Adds a row. Await the promise if it returns one: it makes the reader wait until the server has caught up. */
  add(row: Row): Promise<void> | undefined {
    const text = `${this.#columns.map((column) => encode(row[column] as Value)).join('\t')}\n`;
    const most = text.length * maxCharacterSize;
    const sent = this.#size + most > this.#block.length ? this.#sendPending(most) : undefined;
    this.#size += this.#block.write(text, this.#size);
    return sent;
  }

  /** Sends the remaining rows, and waits until the server has all of them. */
  async flush(): Promise<void> {
    await this.#sendPending(0);
    await sending.get(this.#client)?.at(-1);
  }

  /** Sends the block, and begins another that has room for `most` bytes. The next ones are read while the last few are being sent. */
  #sendPending(most: number): Promise<void> | undefined {
    const [block, size] = [this.#block, this.#size];
    this.#block = most === 0 ? Buffer.alloc(0) : blockFor(most);
    this.#size = 0;
    if (size === 0) return undefined;
    const waiting = sending.get(this.#client) ?? [];
    const sent = copy(this.#client, this.#copy, block.subarray(0, size), waiting.at(-1));
    void sent.then(() => block.length === blockSize && spare.push(block)).catch(() => undefined);
    sending.set(this.#client, [...waiting.slice(1 - mostSending), sent]);
    return waiting.at(-mostSending);
  }
}

/** The last blocks sent on each connection: a connection takes one at a time, whichever table it is for. */
const sending = new WeakMap<pg.ClientBase, Promise<void>[]>();

/** Blocks that the server has had, to be filled again: the collector would leave a hundred of them in memory. */
const spare: Buffer[] = [];

function blockFor(most: number): Buffer {
  if (most > blockSize) return Buffer.allocUnsafeSlow(most);
  return spare.pop() ?? Buffer.allocUnsafeSlow(blockSize);
}

async function copy(
  client: pg.ClientBase,
  statement: string,
  block: Buffer,
  previous: Promise<void> | undefined,
): Promise<void> {
  await previous;
  const stream = client.query(copyFrom(statement));
  stream.end(block);
  await finished(stream);
}

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function encode(value: Value): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character]!) : value;
}
