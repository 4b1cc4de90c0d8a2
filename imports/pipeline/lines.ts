import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { OperatorError } from '../../platform/errors.ts';
import { asUtf8 } from '../../services/kit/sheets/as-utf8.ts';
import { decoded } from '../../services/kit/sheets/decoded.ts';
import type { InputFile } from './input-file.ts';
import { asGiven } from '../../services/kit/sheets/spreadsheet-cell.ts';

/** A line of a file, numbered from 1, without its line ending. */
export interface Line {
  number: number;
  text: string;
}

const maxLineBytes = 1024 * 1024;
const [lineFeed, carriageReturn] = [0x0a, 0x0d];

/** A line that names the separator to a spreadsheet, which writes it above the first one. */
const separatorLine = /^"?sep=;"?;*$/i;

/**
 * The lines of a file that are not blank, a block at a time; not a first one that names the separator. Each line is UTF-8 if it is
 * valid UTF-8, otherwise windows-1252: some files mix both. A file may also be UTF-16, and its lines may end with carriage returns
 * alone. @throws OperatorError on a line of more than 1 MiB
 */
export async function* readLines(input: InputFile): AsyncGenerator<Line[]> {
  let number = 0;
  let isFirst = true;
  let rest: Buffer[] = [];
  let held = 0;
  let newline: number | undefined;
  for await (const chunk of asUtf8(input.bytes())) {
    newline ??= newlineOf(chunk);
    const end = chunk.lastIndexOf(newline ?? lineFeed) + 1;
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
    for (const text of decode(block, newline ?? lineFeed)) {
      number += 1;
      if (text.trim() === '') continue;
      if (!(isFirst && separatorLine.test(text))) found.push({ number, text: asGiven(text) });
      isFirst = false;
    }
    return found;
  }
}

/** The lines of a file below its first one, which names its columns or its day. */
export async function* linesBelowFirst(input: InputFile): AsyncGenerator<Line[]> {
  let isFirst = true;
  for await (const lines of readLines(input)) {
    yield isFirst ? lines.slice(1) : lines;
    if (lines.length > 0) isFirst = false;
  }
}

/** What ends the lines of a file, by a block that has such an end; a carriage return at the end of a block may be half of one. */
function newlineOf(block: Buffer): number | undefined {
  if (block.includes(lineFeed)) return lineFeed;
  const at = block.indexOf(carriageReturn);
  return at >= 0 && at < block.length - 1 ? carriageReturn : undefined;
}

function decode(block: Buffer, newline: number): string[] {
  const whole = block.at(-1) === newline ? block.subarray(0, -1) : block;
  const texts = isUtf8(whole)
    ? whole.toString('utf8').split(String.fromCharCode(newline))
    : split(whole, newline).map(decoded);
  return texts.map((text) => (text.endsWith('\r') ? text.slice(0, -1) : text).replace(/^\uFEFF/, ''));
}

function split(block: Buffer, newline: number): Buffer[] {
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
