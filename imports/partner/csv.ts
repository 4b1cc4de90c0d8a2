import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { refusal } from '../pipeline/refusal.ts';
import { asGiven } from '../pipeline/spreadsheet-cell.ts';

/** A record of a spreadsheet, with the number of its first line and its text. */
export interface CsvRecord {
  line: number;
  cells: string[];
  text: string;
}

const maxBytes = 64 * 1024 * 1024;
const windows1252 = new TextDecoder('windows-1252');

/**
 * The records of a file, without comments and empty lines. The file is UTF-8 or otherwise windows-1252, with cells separated by `;`, `,` or tab.
 * @throws OperatorError when the file is not CSV
 */
export async function readCsv(input: InputFile): Promise<CsvRecord[]> {
  const text = decode(input, await bytesOf(input)).replaceAll(/\r\n?/g, '\n');
  let end = 0;
  const records: CsvRecord[] = [];
  for (const { record, raw } of parseText(input, text)) {
    const ownText = withoutComments(raw);
    const line = end + linesIn(raw) - linesIn(ownText) + 1;
    end += linesIn(raw);
    // A spreadsheet adds quotes to a comment that contains quotes.
    if (record[0]?.startsWith('#') || record.every((cell) => cell.trim() === '')) continue;
    records.push({
      line,
      cells: record.map((cell, index) => (index === 0 ? asGiven(cell) : cell).trim()),
      text: ownText.trimEnd(),
    });
  }
  return records;
}

async function bytesOf(input: InputFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input.bytes()) {
    size += chunk.length;
    if (size > maxBytes) throw new OperatorError(`${input.path} is larger than the maximum of 64 MiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(input: InputFile, bytes: Buffer): string {
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    throw new OperatorError(
      `${input.path} is a workbook, not a CSV file: save the sheet as CSV (UTF-8) and load that file.`,
    );
  return (isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes)).replace(/^\uFEFF/, '');
}

function parseText(input: InputFile, text: string): { record: string[]; raw: string }[] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      comment: '#',
      comment_no_infix: true,
      raw: true,
      relax_column_count: true,
      relax_quotes: true,
    }) as unknown as { record: string[]; raw: string }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const open = withoutComments(String(error.raw));
    throw refusal(input, linesIn(text) - linesIn(open) + 1, 'a quote is opened in this row and not closed');
  }
}

/** The delimiter that is most frequent in the header. */
function delimiterOf(text: string): string {
  const header = text.split('\n').find((line) => line.trim() !== '' && !/^"?#/.test(line)) ?? '';
  const count = (delimiter: string) => header.split(delimiter).length;
  return [';', ',', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The text of a record without the comments and empty lines before it. */
const withoutComments = (raw: string): string => raw.replace(/^(?:[^\S\n]*\n|#[^\n]*\n)+/, '');

const linesIn = (text: string): number => text.split('\n').length - 1;
