import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { OperatorError } from '../../platform/errors.ts';
import { decoded } from './decoded.ts';
import type { InputFile } from './input-file.ts';
import { asGiven } from './spreadsheet-cell.ts';

/** A line of a file, numbered from 1, without its line ending. */
export interface Line {
  number: number;
  text: string;
}

const maxLineBytes = 1024 * 1024;
const newline = 0x0a;

/**
 * The lines of a file that are not blank, a block at a time. Each line is UTF-8 if it is valid UTF-8, otherwise windows-1252:
 * some files mix both. @throws OperatorError on a line of more than 1 MiB
 */
export async function* readLines(input: InputFile): AsyncGenerator<Line[]> {
  let number = 0;
  let rest: Buffer[] = [];
  let held = 0;
  for await (const chunk of input.bytes()) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      yield lines(Buffer.concat([...rest, chunk.subarray(0, end)]));
      rest = [];
      held = 0;
    }
    rest.push(chunk.subarray(end));
    held += chunk.length - end;
    if (held > maxLineBytes)
      throw new OperatorError(
        `${input.path}, line ${number + 1}: longer than 1 MiB, so this is not a file of records.`,
      );
  }
  if (held > 0) yield lines(Buffer.concat(rest));

  function lines(block: Buffer): Line[] {
    const found: Line[] = [];
    for (const text of decode(block)) {
      number += 1;
      if (text.trim() !== '') found.push({ number, text: asGiven(text) });
    }
    return found;
  }
}

function decode(block: Buffer): string[] {
  const whole = block.at(-1) === newline ? block.subarray(0, -1) : block;
  const texts = isUtf8(whole) ? whole.toString('utf8').split('\n') : split(whole).map(decoded);
  return texts.map((text) => (text.endsWith('\r') ? text.slice(0, -1) : text).replace(/^\uFEFF/, ''));
}

function split(block: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let start = 0; start <= block.length;) {
    const end = block.indexOf(newline, start);
    found.push(block.subarray(start, end < 0 ? block.length : end));
    start = end < 0 ? block.length + 1 : end + 1;
  }
  return found;
}

/**
 * The fields of one line, separated by `;`; undefined when its quotes are unbalanced. No field of these files spans two lines, so
 * each line is parsed on its own: a stray quote then affects that line only.
 */
export function splitFields(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(';');
  try {
    return parse(text, { delimiter: ';', relax_quotes: true, relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}
