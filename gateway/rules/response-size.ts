import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { Turns } from '../../platform/turns.ts';
import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

/** How many values are written at once: few enough that none of them matters against the limit. */
const VALUES_AT_ONCE = 1_000;
/** How many bytes of all responses are written before the event loop gets to other requests. */
const BYTES_PER_TURN = 128 * 1024;
/** How many bytes of one response are written before another one gets its turn. */
const BYTES_AT_ONCE = 32 * 1024;

const turns = new Turns(BYTES_PER_TURN);

/** A result that has been written as JSON: Yoga calls its `stringify` instead of `JSON.stringify`. */
export interface WrittenResult extends ExecutionResult {
  stringify(result: ExecutionResult): string;
  /** Of its data and errors. */
  bytes: number;
}

const isWritten = (result: ExecutionResult): result is WrittenResult => 'stringify' in result;

/**
 * The results of one response as they are sent: data and errors are written here, in turns of the event loop, and counted
 * while they are, so that no response exceeds its limit. The result that does is replaced by a `LIMIT_EXCEEDED` error.
 * Errors are written as they are: Yoga would make each again, and look for its places in the document. A result that was
 * written before stays as it is.
 */
export async function writeResults(results: readonly ExecutionResult[], limits: Limits): Promise<WrittenResult[]> {
  let left = limits.responseBytes;
  const all: WrittenResult[] = [];
  for (const result of results) {
    const found = isWritten(result) ? result : await write(result, left);
    const fitting = found && found.bytes <= left ? found : writeErrors({ errors: [tooLarge(limits)] });
    left -= fitting.bytes;
    all.push(fitting);
  }
  return all;
}

const tooLarge = (limits: Limits): GraphQLError => exceeded('responseBytes', limits, undefined);

/** Undefined if the result has more bytes. */
async function write(result: ExecutionResult, maxBytes: number): Promise<WrittenResult | undefined> {
  if (result.data === undefined) return writeErrors(result);
  const text = new BoundedText(maxBytes);
  const isWithin = await text.writeResult(result.data, result.errors?.map(withoutInternals));
  return isWithin ? written(result, `"data":${text.text}`, text.bytes) : undefined;
}

/** A result without data has few errors. */
const writeErrors = (result: ExecutionResult): WrittenResult =>
  written(result, `"errors":${JSON.stringify(result.errors?.map(withoutInternals) ?? [])}`, 0);

/** @param text the JSON of data and errors, without braces */
function written(result: ExecutionResult, text: string, bytes: number): WrittenResult {
  const whole = `{${text}}`;
  const stringify: WrittenResult['stringify'] = ({ extensions }) =>
    extensions ? `{${text},"extensions":${JSON.stringify(extensions)}}` : whole;
  return { ...result, stringify, bytes };
}

/** An error without the extensions that tell Yoga which status it has. */
function withoutInternals(error: GraphQLError): GraphQLFormattedError {
  const { extensions: { http: _, unexpected: __, ...extensions } = {}, ...others } = error.toJSON();
  return Object.keys(extensions).length > 0 ? { ...others, extensions } : others;
}

/** Limits the bytes of a response's data and errors. */
export function useResponseSize(limits: Limits): GatewayPlugin {
  return {
    async onResultProcess({ result, setResult }) {
      if (isAsyncIterable(result)) return;
      const results = await writeResults(Array.isArray(result) ? result : [result], limits);
      setResult(Array.isArray(result) ? results : results[0]!);
    },
  };
}

/** JSON of at most so many bytes. */
class BoundedText {
  bytes = 0;
  #turnEnds = BYTES_AT_ONCE;
  readonly #maxBytes: number;
  readonly #parts: string[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get text(): string {
    return this.#parts.join('');
  }

  /** Adds data and errors; false if they exceed the bytes. */
  async writeResult(data: unknown, errors: unknown): Promise<boolean> {
    if (!(await this.#write(data))) return false;
    return errors === undefined || (this.#add(',"errors":') && (await this.#write(errors)));
  }

  /** Adds a value; false if it exceeds the bytes, at which point the rest is not written. */
  async #write(value: unknown): Promise<boolean> {
    if (this.bytes > this.#turnEnds) {
      await turns.turnFor(BYTES_AT_ONCE);
      this.#turnEnds = this.bytes + BYTES_AT_ONCE;
    }
    if (!hasMoreThan(VALUES_AT_ONCE, value)) return this.#add(JSON.stringify(value) ?? 'null');
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (!(this.#add(index === 0 ? '[' : ',') && (await this.#write(item)))) return false;
      }
      return this.#add(']');
    }
    const fields = Object.entries(value as object).filter(([, each]) => each !== undefined);
    for (const [index, [name, each]] of fields.entries()) {
      const before = `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`;
      if (!(this.#add(before) && (await this.#write(each)))) return false;
    }
    return this.#add('}');
  }

  /** Adds a text; false if it exceeds the bytes. */
  #add(text: string): boolean {
    this.bytes += Buffer.byteLength(text);
    this.#parts.push(text);
    return this.bytes <= this.#maxBytes;
  }
}

/** Whether a value consists of more than so many values. */
const hasMoreThan = (count: number, value: unknown): boolean => leftAfter(value, count) < 0;

/** What is left of a number of values after those of a value; below 0, the rest of it is not counted. */
function leftAfter(value: unknown, count: number): number {
  let left = count - 1;
  if (typeof value !== 'object' || value === null) return left;
  if (Array.isArray(value)) {
    for (let index = 0; left >= 0 && index < value.length; index++) left = leftAfter(value[index], left);
    return left;
  }
  // No array of the values is made of each object: large results are walked as a whole.
  for (const name in value) {
    if (left < 0) break;
    left = leftAfter((value as Record<string, unknown>)[name], left);
  }
  return left;
}
