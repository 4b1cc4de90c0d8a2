import { OperatorError } from '../../platform/errors.ts';
import { asUtf8 } from '../../services/kit/sheets/as-utf8.ts';
import { decoded } from '../../services/kit/sheets/decoded.ts';
import type { InputFile } from './input-file.ts';

/** A member of a file's object; of an array, each item is one. */
export interface Member {
  name: string;
  value: unknown;
}

/** Where the next byte stands. */
type Place = 'root' | 'name' | 'in name' | 'colon' | 'value' | 'item' | 'in value' | 'after value' | 'end';

const [space, quote, backslash, comma, colon] = [0x20, 0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
/** White space, and the bytes of a byte order mark. */
const blanks = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * Splits the text of one object at the bytes where its members, or the items of its arrays, begin and end, and has each
 * parsed as a whole: ten times as fast as a parser of streams, for files of a gigabyte.
 */
class Splitter {
  #place: Place = 'root';
  #name = '';
  /** Whether items of an array are read. */
  #inArray = false;
  /** The brackets that are open within the current value. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The bytes of the current value, or name, in earlier blocks. */
  #parts: Buffer[] = [];

  *split(block: Buffer): Generator<Member> {
    let start = 0;
    for (let at = 0; at < block.length; at += 1) {
      if (this.#place === 'in value' || this.#place === 'in name') {
        const end = this.#endIn(block, at);
        if (end === -1) break;
        const parsed = JSON.parse(this.#take(block.subarray(start, end))) as unknown;
        if (this.#place === 'in value') yield { name: this.#name, value: parsed };
        else this.#name = parsed as string;
        this.#place = this.#place === 'in value' ? 'after value' : 'colon';
        at = end - 1;
      } else if (this.#step(block[at]!)) start = at;
    }
    if (this.#place === 'in value' || this.#place === 'in name') this.#parts.push(block.subarray(start));
  }

  /** @throws SyntaxError when the object has not ended */
  finish(): void {
    if (this.#place !== 'end') throw new SyntaxError('it ends too early');
  }

  #take(last: Buffer): string {
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    // JSON is UTF-8, but files are saved in other encodings at times: each record by itself, as each line of a CSV file.
    return decoded(bytes);
  }

  /** Takes a byte between values; returns whether it begins a value or name. */
  #step(byte: number): boolean {
    if (blanks.has(byte)) return false;
    const place = this.#place;
    if (place === 'root' && byte === openBrace) this.#place = 'name';
    else if (place === 'name' && byte === quote) return this.#begin('in name', byte);
    else if (place === 'colon' && byte === colon) this.#place = 'value';
    else if (place === 'value' && byte === openBracket) [this.#place, this.#inArray] = ['item', true];
    else if (place === 'value') return this.#begin('in value', byte);
    else if (this.#inArray && (place === 'item' || place === 'after value') && byte === closeBracket)
      [this.#place, this.#inArray] = ['after value', false];
    else if (place === 'item') return this.#begin('in value', byte);
    else if (place === 'after value' && byte === comma) this.#place = this.#inArray ? 'item' : 'name';
    else if (!this.#inArray && (place === 'after value' || place === 'name') && byte === closeBrace)
      this.#place = 'end';
    else throw new SyntaxError(`unexpected ${JSON.stringify(String.fromCharCode(byte))}`);
    return false;
  }

  #begin(place: 'in name' | 'in value', byte: number): true {
    this.#place = place;
    this.#depth = byte === openBrace || byte === openBracket ? 1 : 0;
    this.#inString = byte === quote;
    return true;
  }

  /** Where the current value or name ends in a block, from after its first byte; -1 if it goes on in the next. */
  #endIn(block: Buffer, from: number): number {
    let [depth, inString, at] = [this.#depth, this.#inString, from];
    // A backslash may be the last byte of a block.
    if (this.#escaped) [this.#escaped, at] = [false, at + 1];
    for (; at < block.length; at += 1) {
      const byte = block[at]!;
      if (inString) {
        // Most bytes of a file are within strings, or blanks between them.
        if (byte !== quote && byte !== backslash) continue;
        if (byte === backslash) at += 1;
        else if (depth === 0) return at + 1;
        else inString = false;
      } else if (byte === space && depth > 0) continue;
      else if (byte === quote) inString = true;
      else if (byte === openBrace || byte === openBracket) depth += 1;
      else if (depth > 0) {
        if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
      } else if (byte === comma || byte === closeBrace || byte === closeBracket || blanks.has(byte)) return at;
    }
    [this.#depth, this.#inString, this.#escaped] = [depth, inString, at > block.length];
    return -1;
  }
}

/** The members of the object that a file contains, in its order, with the items of arrays one at a time. @throws OperatorError */
export async function* readMembers(input: InputFile): AsyncGenerator<Member> {
  const splitter = new Splitter();
  try {
    for await (const block of asUtf8(input.bytes())) yield* splitter.split(block);
    splitter.finish();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OperatorError(`${input.path} is not valid JSON, or is truncated: ${error.message}. Nothing was changed.`);
  }
}
