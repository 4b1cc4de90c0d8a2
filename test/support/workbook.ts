import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { Archive } from '../../services/kit/sheets/workbook/archive.ts';
import { ZipFile } from 'yazl';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The parts of a workbook as Excel writes them, besides those given, which replace them. */
export function partsOf(sheetData: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    '_rels/.rels': `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets><sheet name="Feuil1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${relationships}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheetData}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}"/>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"/>`,
    ...more,
  };
}

/** A zip archive of parts. */
export async function zipped(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(parts)) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream);
}

/** The parts of a workbook that this project wrote, as texts. */
export async function unzipped(content: Buffer): Promise<Map<string, string>> {
  const archive = await Archive.open(content);
  const parts = new Map<string, string>();
  for (const name of ['xl/workbook.xml', 'xl/styles.xml', 'xl/sheet1.xml', 'xl/sheet2.xml', 'xl/sheet3.xml'])
    if (archive.has(name)) parts.set(name, await text(Readable.from(archive.read(name))));
  return parts;
}

/** A text in windows-1252. */
export function windows1252(content: string): Buffer {
  const others: Record<string, number> = {
    '€': 0x80,
    '‚': 0x82,
    '…': 0x85,
    Œ: 0x8c,
    '’': 0x92,
    '“': 0x93,
    '”': 0x94,
    '–': 0x96,
    œ: 0x9c,
  };
  return Buffer.from([...content].map((character) => others[character] ?? character.codePointAt(0)!));
}

/** A text in UTF-16, the more significant byte last, or first. */
export function utf16(content: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(content, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}
