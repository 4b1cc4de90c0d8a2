import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

/** How many values are written at once: few enough that none of them matters against the limit. */
const VALUES_AT_ONCE = 1_000;

/** A result with its own way of being written as JSON, which Yoga calls instead of `JSON.stringify`. */
interface WrittenResult extends ExecutionResult {
  stringify?(result: ExecutionResult): string;
}

/**
 * The results of one response as they are sent: data and errors are written here, and counted while they are, so that no
 * response exceeds its limit. The result that does is replaced by a `LIMIT_EXCEEDED` error. Errors are written as they are:
 * Yoga would make each again, and look for its places in the document.
 */
export function writeResults(results: readonly ExecutionResult[], limits: Limits): ExecutionResult[] {
  let left = limits.responseBytes;
  return results.map((result) => {
    const { data, errors } = result;
    if (data === undefined) return writtenErrors(result);
    const text = new BoundedText(left);
    const isWithin =
      text.write(data) && (!errors || (text.add(',"errors":') && text.write(errors.map(withoutInternals))));
    if (!isWithin) return writtenErrors({ errors: [exceeded('responseBytes', limits, undefined)] });
    left -= text.bytes;
    return written(result, `"data":${text.text}`);
  });
}

/** A result without data has few errors. */
const writtenErrors = (result: ExecutionResult): WrittenResult =>
  written(result, `"errors":${JSON.stringify(result.errors?.map(withoutInternals) ?? [])}`);

/** @param text the JSON of data and errors, without braces */
function written(result: ExecutionResult, text: string): WrittenResult {
  const stringify: WrittenResult['stringify'] = ({ extensions }) =>
    extensions ? `{${text},"extensions":${JSON.stringify(extensions)}}` : `{${text}}`;
  return { ...result, stringify };
}

/** An error without the extensions that tell Yoga which status it has. */
function withoutInternals(error: GraphQLError): GraphQLFormattedError {
  const { extensions: { http: _, unexpected: __, ...extensions } = {}, ...others } = error.toJSON();
  return Object.keys(extensions).length > 0 ? { ...others, extensions } : others;
}

/** Limits the bytes of a response's data and errors. */
export function useResponseSize(limits: Limits): GatewayPlugin {
  return {
    onResultProcess({ result, setResult }) {
      if (isAsyncIterable(result)) return;
      if (Array.isArray(result)) setResult(writeResults(result, limits));
      else setResult(writeResults([result], limits)[0]!);
    },
  };
}

/** JSON of at most so many bytes. */
class BoundedText {
  bytes = 0;
  readonly #maxBytes: number;
  readonly #parts: string[] = [];

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get text(): string {
    return this.#parts.join('');
  }

  /** Adds a value; false if it exceeds the bytes, at which point the rest is not written. */
  write(value: unknown): boolean {
    if (!hasMoreThan(VALUES_AT_ONCE, value)) return this.add(JSON.stringify(value) ?? 'null');
    if (Array.isArray(value)) {
      return value.every((item, index) => this.add(index === 0 ? '[' : ',') && this.write(item)) && this.add(']');
    }
    const fields = Object.entries(value as object).filter(([, each]) => each !== undefined);
    return (
      fields.every(
        ([name, each], index) => this.add(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`) && this.write(each),
      ) && this.add('}')
    );
  }

  /** Adds a text; false if it exceeds the bytes. */
  add(text: string): boolean {
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
