import { asUtf8 } from './as-utf8.ts';
import { readCsv } from './csv.ts';
import { maxMebibytes, UnreadableSheet, type Sheet } from './sheet.ts';
import { readWorkbook } from './workbook/read-workbook.ts';

/**
 * The sheets of a file, whose first bytes show what it is: a CSV file is one sheet, a workbook (xlsx) has several.
 * @throws UnreadableSheet
 */
export async function readSheets(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Sheet[]> {
  const content = await whole(asUtf8(bytes));
  const start = content.toString('latin1', 0, 8);
  if (start.startsWith('PK\u0003\u0004')) return readWorkbook(content);
  const other = otherForms.find(([mark]) => start.startsWith(mark))?.[1];
  if (other) throw new UnreadableSheet(`is ${other}: save it as a workbook (xlsx) or as CSV, and load that file`);
  return [await readCsv(content)];
}

/** The first bytes of files that this reader does not read, and what they are. */
const otherForms = [
  ['\u00D0\u00CF\u0011\u00E0', 'a workbook of an old form (xls), or one with a password'],
  ['%PDF', 'a PDF document'],
  ['{\\rtf', 'a text document (RTF)'],
  ['<!DOCTYP', 'a web page'],
  ['<html', 'a web page'],
  ['<?xml', 'an XML document'],
] as const;

async function whole(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Buffer> {
  const blocks: Buffer[] = [];
  let size = 0;
  for await (const block of bytes) {
    size += block.length;
    if (size > maxMebibytes * 1024 * 1024)
      throw new UnreadableSheet(`is larger than the maximum of ${maxMebibytes} MiB`);
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}
