import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { decoded } from './decoded.ts';
import { asGiven } from './spreadsheet-cell.ts';
import { trimmed } from './trimmed.ts';
import { delimiterOf } from './delimiter.ts';
import { isComment, UnreadableSheet, type Sheet, type SheetRow } from './sheet.ts';

const lineFeed = 0x0a;

/**
 * First cells that a parser would take for comments, as they show the error of a formula; and what may have the like within it: comments,
 * and cells in quotes.
 */
const errorCells = /^(#(?:[A-Z/0]+[!?]?|#+))(?=[;,\t|])|^#[^\n]*|(?<=^|[;,\t|])"[^"]*(?:""[^"]*)*"/gm;

/**
 * The rows of a CSV file, without comments and empty lines. Each line is UTF-8, or otherwise windows-1252; cells are separated by
 * `;`, `,`, `|` or tab. @throws UnreadableSheet
 */
export async function readCsv(bytes: Buffer): Promise<Sheet> {
  const text = decode(bytes)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(^|\n)\uFEFF/g, '$1');
  const { delimiter, declaration } = delimiterOf(text);
  let end = declaration;
  const rows: SheetRow[] = [];
  const content = text.split('\n').slice(declaration).join('\n');
  for await (const { record, raw } of parseText(content, delimiter, declaration)) {
    const line = end + linesIn(raw) - linesIn(withoutComments(raw)) + 1;
    end += linesIn(raw);
    const cells = record.map((cell) => trimmed(asGiven(cell)));
    // A spreadsheet adds quotes to a comment that contains quotes.
    if (!isComment(cells) && cells.some((cell) => cell !== '')) rows.push({ line, cells });
  }
  return { form: 'csv', delimiter, rows };
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineFeed, start) + 1 || bytes.length;
    lines.push(decoded(bytes.subarray(start, end)));
    start = end;
  }
  return lines.join('');
}

/** How much of a text is parsed in one turn of the event loop, in characters. */
const perTurn = 64 * 1024;

async function* parseText(
  text: string,
  delimiter: string,
  linesAbove: number,
): AsyncGenerator<{ record: string[]; raw: string }> {
  const guarded = text.replaceAll(errorCells, (found, error?: string) => (error === undefined ? found : `"${error}"`));
  const parser = parse({
    delimiter,
    comment: '#',
    comment_no_infix: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
  });
  try {
    yield* Readable.from(inTurns(guarded)).pipe(parser) as AsyncIterable<{ record: string[]; raw: string }>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const open = withoutComments(String(error.raw));
    throw new UnreadableSheet(
      'a quote is opened in this row and not closed',
      linesAbove + linesIn(text) - linesIn(open) + 1,
    );
  }
}

/** The parts of a text, between which the process answers others. */
async function* inTurns(text: string): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += perTurn) {
    await nextTurn();
    yield text.slice(start, start + perTurn);
  }
}

/** The text of a record without the comments and empty lines before it. */
const withoutComments = (raw: string): string => raw.replace(/^(?:[^\S\n]*\n|#[^\n]*\n)+/, '');

const linesIn = (text: string): number => text.split('\n').length - 1;
