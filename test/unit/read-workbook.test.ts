import { describe, expect, it } from 'vitest';
import { readSheets } from '../../services/kit/sheets/read-sheets.ts';
import { UnreadableSheet, type Sheet } from '../../services/kit/sheets/sheet.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
import { partsOf, zipped } from '../support/workbook.ts';

async function read(content: Buffer): Promise<Sheet[]> {
  async function* blocks() {
    yield content;
  }
  return readSheets(blocks());
}

const sheetOf = async (sheetData: string, more: Record<string, string> = {}): Promise<Sheet> =>
  (await read(await zipped(partsOf(sheetData, more))))[0]!;

const strings = {
  'xl/sharedStrings.xml':
    '<sst><si><t>un</t></si><si><r><t>de</t></r><r><t xml:space="preserve">ux </t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_\nb</t></si></sst>',
};
const formats = {
  'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="000"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="166" formatCode="[$-40C]mmm\\-yy"/><numFmt numFmtId="167" formatCode="# ##0.00&quot; days&quot;"/><numFmt numFmtId="168" formatCode="dd/mm/yyyy hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="165"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
};

describe('a cell of a workbook', () => {
  it.each([
    ['of a shared text', '<c t="s"><v>0</v></c>', 'un'],
    ['of a shared text in parts', '<c t="s"><v>1</v></c>', 'deux'],
    ['with an escaped character', '<c t="s"><v>2</v></c>', 'a\r\nb'],
    ['with its own text', '<c t="inlineStr"><is><t> trois </t></is></c>', 'trois'],
    ['of a number', '<c><v>570000596</v></c>', '570000596'],
    ['of a number that is shown in scientific notation', '<c><v>5.70000596E8</v></c>', '570000596'],
    ['of a sum', '<c><v>0.30000000000000004</v></c>', '0.3'],
    ['of a number with zeros before it', '<c s="1"><v>37</v></c>', '037'],
    ['of a number with a unit', '<c s="4"><v>12.5</v></c>', '12.5'],
    ['of a day', '<c s="2"><v>46082</v></c>', '2026-03-01'],
    ['of a day in a format of the program', '<c s="6"><v>46082</v></c>', '2026-03-01'],
    ['of a month', '<c s="3"><v>46143</v></c>', '2026-05'],
    ['of a moment', '<c s="5"><v>46082.5</v></c>', '2026-03-01 12:00'],
    ['of a moment that is a day', '<c s="5"><v>46082</v></c>', '2026-03-01'],
    ['of a date as text', '<c t="d"><v>2026-03-01T00:00:00</v></c>', '2026-03-01'],
    ['of a truth', '<c t="b"><v>1</v></c>', 'true'],
    ['of a formula', '<c t="str"><f>A1&amp;"x"</f><v>unx</v></c>', 'unx'],
    ['of a formula that was not computed', '<c><f>1+1</f></c>', '=1+1'],
    ['of an error', '<c t="e"><v>#N/A</v></c>', '#N/A'],
  ])('%s', async (_, cell, expected) => {
    const sheet = await sheetOf(`<row r="1">${cell}</row>`, { ...strings, ...formats });
    expect(sheet.rows).toEqual([{ line: 1, cells: [expected] }]);
  });

  it('of a day counted from 1904', async () => {
    const parts = partsOf('<row r="1"><c s="2"><v>44620</v></c></row>', formats);
    const since1904 = parts['xl/workbook.xml']!.replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    const [sheet] = await read(await zipped({ ...parts, 'xl/workbook.xml': since1904 }));
    expect(sheet!.rows[0]!.cells).toEqual(['2026-03-01']);
  });

  it('is where its reference says, and what it says if XML cannot have it', async () => {
    const sheet = await sheetOf(
      '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row><c><v>3</v></c></row><row r="9"/>',
    );
    expect(sheet.rows).toEqual([
      { line: 3, cells: ['', '1', '', '2'] },
      { line: 4, cells: ['3'] },
    ]);
    const hostile = ['a\u0007b', '_x0041_', '<&">', '=1+1', 'a\nb', 'x\uD800'];
    const [own] = await read(await workbookOf([{ name: 'a', rows: [hostile] }]));
    expect(own!.rows[0]!.cells).toEqual([...hostile.slice(0, -1), 'x\uFFFD']);
  });
});

it('hidden sheets and comments are left out, and names have prefixes', async () => {
  const parts = partsOf('<row r="1"><c t="inlineStr"><is><t># a</t></is></c></row><row r="2"><c><v>1</v></c></row>');
  parts['xl/worksheets/sheet1.xml'] = parts['xl/worksheets/sheet1.xml']!.replaceAll(/<(\/?)(\w)/g, '<$1x:$2').replace(
    'xmlns=',
    'xmlns:x=',
  );
  const [sheet] = await read(await zipped(parts));
  expect(sheet).toEqual({ form: 'xlsx', name: 'Feuil1', rows: [{ line: 2, cells: ['1'] }] });
  const hidden = parts['xl/workbook.xml']!.replace('sheetId', 'state="hidden" sheetId');
  expect(await read(await zipped({ ...parts, 'xl/workbook.xml': hidden }))).toEqual([]);
});

describe('a file is refused', () => {
  const refusal = async (content: Buffer): Promise<string> => {
    const error = await read(content).then(
      () => undefined,
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UnreadableSheet);
    return error.message;
  };
  const sound = () => zipped(partsOf('<row r="1"><c><v>1</v></c></row>'));

  it.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    ['that is a truncated workbook', async () => (await sound()).subarray(0, -40), /^is a damaged workbook \(/],
    ['that begins as one', () => Buffer.from('PK\u0003\u0004rest'), /^is a damaged workbook \(/],
    ['that is a zip archive', () => zipped({ 'a.csv': 'a' }), /^is a zip archive: save it as/],
    [
      'that is an OpenDocument file',
      () => zipped({ mimetype: 'x', 'content.xml': '<a/>' }),
      /^is an OpenDocument file \(ods\)/,
    ],
    [
      'that is an old workbook',
      () => Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      /^is a workbook of an old form \(xls\), or one with a password/,
    ],
    ['that is a PDF document', () => Buffer.from('%PDF-1.7\n'), /^is a PDF document/],
    ['that is a web page', () => Buffer.from('<!DOCTYPE html><p>'), /^is a web page/],
    ['with XML that is not well-formed', () => zipped(partsOf('<row')), /^is a damaged workbook \(/],
    [
      'with entities of its own',
      () => zipped(partsOf('', { 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>' })),
      /^is a damaged workbook \(/,
    ],
    [
      'without the part of a sheet',
      async () => {
        const { 'xl/worksheets/sheet1.xml': _, ...parts } = partsOf('');
        return zipped(parts);
      },
      /lacks xl\/worksheets\/sheet1\.xml$/,
    ],
    [
      'with a cell far to the right',
      () => zipped(partsOf('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
      /beyond the maximum of 1000 columns/,
    ],
    [
      'with more cells than fit',
      () =>
        zipped(
          partsOf(
            Array.from(
              { length: 6000 },
              (_, row) => `<row r="${row + 1}"><c r="ALL${row + 1}"><v>1</v></c></row>`,
            ).join(''),
          ),
        ),
      /more than 5000000 cells/,
    ],
    [
      'with a row without a number',
      () => zipped(partsOf('<row r="1e300"><c><v>1</v></c></row>')),
      /a row has no number/,
    ],
    [
      'whose cells repeat a long text',
      () =>
        zipped(
          partsOf(`<row r="1">${'<c t="s"><v>0</v></c>'.repeat(900)}</row>`, {
            'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(100_000)}</t></si></sst>`,
          }),
        ),
      /more than 64 MiB of text/,
    ],
  ])('%s', async (_, content, message) => {
    expect(await refusal(await content())).toMatch(message);
  });

  it('that unpacks to more than it claims', async () => {
    const forged = await zipped({ ...partsOf(''), 'xl/sharedStrings.xml': Buffer.alloc(1024 * 1024, ' ') });
    const listed = forged.lastIndexOf('xl/sharedStrings.xml') - 46;
    expect(forged.readUInt32LE(listed + 24)).toBe(1024 * 1024);
    forged.writeUInt32LE(100, listed + 24);
    expect(await refusal(forged)).toMatch(/^is a damaged workbook \(.*expected 100/);
  });

  it('that unpacks to far more than it has, before it is unpacked', async () => {
    const parts = partsOf('');
    const bomb = await zipped({ ...parts, 'xl/sharedStrings.xml': Buffer.alloc(300 * 1024 * 1024, ' ') });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().rss;
    expect(await refusal(bomb)).toMatch(/^unpacks to more than the maximum of 256 MiB$/);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });
});
