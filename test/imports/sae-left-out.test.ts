import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { runImport } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import { columns, encode, mainSite, ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const hospital = '010990109';
const figures = async (text: string): Promise<object[]> => test.database.query(text);
const beds = (year: number) =>
  figures(`select discipline, beds from clinical.care_activity where year = ${year} order by 1`);
const withoutBeds = encode('BOR;AN;FI;RS;FI_EJ;ENT\r\nUSLD;2012;010990109;A;010990018;1\r\n');

beforeEach(() => void (test.messages = []));

describe('a file that the hub cannot use is told and left out', () => {
  const had = { 'HAD_2012r.csv': table('HAD', 2012, { FI: hospital, PLATOT: 9 }) };

  it.each<[string, string, Buffer | string, string]>([
    [
      'of other columns',
      'XYZ_2012r.csv',
      'FINESS;ANNEE\r\n010990109;2012\r\n',
      'not a table of SAE: expected the columns',
    ],
    ['without records', 'URGENCES_2012r.csv', 'BOR;AN;FI;EMG\r\n', 'the table has no records'],
    ['without content', 'DOULEUR_2012r.csv', '', 'the file is empty'],
    ['of text', 'LISEZMOI.txt', 'Lisez-moi\nceci\n', 'not a table of SAE: expected the columns'],
    ['that is a PDF', 'notice.pdf', encode(`%PDF-1.4\n\0\n`), 'not a table of SAE: expected the columns'],
    [
      'that is a workbook',
      'dico.xlsx',
      Buffer.alloc(2 << 20, 'PK\x03\x04'),
      'longer than 1 MiB, so this is not a file of records',
    ],
    ['that is damaged', 'notes.gz', gzipSync('a').subarray(0, 12), 'its gzip stream ends too early'],
    [
      'whose name alone tells its table, in gzip',
      'HPR_2012r.csv.gz',
      gzipSync('FI;AN\r\n010990109;2012\r\n'),
      'the hub has no use for the table HPR of 2012',
    ],
    [
      'of groups, but of another table',
      'ACTGHT_2012r.csv',
      'GHT_CODE;GHT_LIB;LIT_MED\r\n44108;A;5\r\n',
      'the hub has no use for the table ACTGHT of 2012',
    ],
    ['that lacks columns', 'USLD_2012r.csv', withoutBeds, 'the table USLD lacks the columns LIT, JOU'],
    [
      'without its only figure',
      'Q20_2012r.csv',
      'FI;PERSO;BOR;AN;FI_EJ\r\n010990109;M9999;Q20;2012;010990018\r\n',
      'the table Q20 lacks the column ETPSAL',
    ],
    [
      'of partners without their columns',
      'ORG_2012r.csv',
      'BOR;AN;FI;FI_EJ\r\nORG;2012;010990109;010990018\r\n',
      'the table ORG lacks the columns ORG_A17, ORG_A19',
    ],
    [
      'of another year than in its name',
      'USLD_2011r.csv',
      table('USLD', 2012, { FI: hospital, LIT: 5 }),
      'the line is of 2012 (AN), but the name of the file has 2011',
    ],
    ['of an invalid year', 'USLD.csv', table('USLD', 12, { FI: hospital, LIT: 5 }), '12 is not a year (AN)'],
  ])('%s: %s', async (_, name, content, reason) => {
    const { summary } = await test.loadFolders({ y: { ...had, [name]: content } });
    expect(test.messages).toEqual([expect.stringContaining(`${name}: skipped, `)]);
    expect(test.messages[0]).toContain(reason);
    expect([...summary.files.keys()]).toEqual(['HAD_2012r.csv']);
    expect(await beds(2012)).toEqual([{ discipline: 'HOME_HOSPITALISATION', beds: null }]);
  });

  it('and two that it has no use for may be of one table', async () => {
    const urgences = table('URGENCES', 2012, { FI: hospital, EMG: 'x' });
    await test.loadFolders({ y: { ...had, 'URGENCES_2012r.csv': urgences, 'URGENCES_2012a.csv': urgences } });
    expect(test.messages).toHaveLength(2);
  });
});

it('a folder with a folder for each year loads', async () => {
  const paths = await test.folders({
    a: {
      'USLD_2013r.csv': table('USLD', 2013, { FI: hospital, LIT: 5 }),
      'GHT_2013r.csv': table('GHT', 2013, { GHT_CODE: '44108', GHT_LIB: 'A' }),
    },
    b: {
      'USLD_2014r.csv': table('USLD', 2014, { FI: hospital, LIT: 6 }),
      'GHT_2014r.csv': table('GHT', 2014, { GHT_CODE: '44108', GHT_LIB: 'A' }),
    },
  });
  const parent = join(test.folder, 'parent', 'bases');
  await mkdir(parent, { recursive: true });
  await writeFile(join(test.folder, 'parent', 'LISEZMOI.txt'), 'x');
  for (const path of paths) await rename(path, join(parent, path.at(-1)!));
  const options = { strict: false, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
  const progress = { start() {}, update() {}, stop() {}, log() {} };
  await runImport(test.database.url, sae, [join(test.folder, 'parent')], options, progress);
  expect([await beds(2013), await beds(2014)]).toEqual([
    [{ discipline: 'LONG_TERM_CARE', beds: 5 }],
    [{ discipline: 'LONG_TERM_CARE', beds: 6 }],
  ]);
});

it('a table of groups that lacks a figure has the others, and tells which it lacks', async () => {
  const header = columns['GHT']!.filter((name) => !['NB_IRM', 'CAP_HDN_TOT'].includes(name));
  const row: Record<string, string> = {
    GHT_CODE: '44110',
    GHT_LIB: 'Groupe',
    CAP_HC_TOT: '7',
    CAP_HDJ_TOT: '3',
    NB_SCAN: '2',
  };
  const text = [header.join(';'), header.map((name) => row[name] ?? '').join(';'), ''].join('\r\n');
  await test.loadFolders({ y: { 'GHT_2010r.csv': encode(text) } });
  expect(test.messages).toEqual([
    'GHT_2010r.csv: the table GHT lacks the columns CAP_HDN_TOT, NB_IRM, and what it has there is unknown for 2010',
  ]);
  expect(
    await figures(`select discipline as kind, beds as count, places from clinical.grouping_care_activity where year = 2010
      union all select modality, devices, null from clinical.grouping_imaging_activity where year = 2010 order by 1`),
  ).toEqual([
    // Day places are known, and night places are not: so is their sum.
    { kind: 'PSYCHIATRY', count: 7, places: null },
    { kind: 'SCANNER', count: 2, places: null },
  ]);
});

it('a table without the name of its table rejects lines of another year', async () => {
  const text = 'AN;FI;RS;FI_EJ;LIT;JOU\r\n2015;010990109;A;010990018;5;6\r\n2014;010990117;A;010990018;7;8\r\n';
  await test.loadFolders({ y: { 'ID_2015r.csv': table('ID', 2015, mainSite()), 'USLD_2015r.csv': text } });
  expect(await beds(2015)).toEqual([{ discipline: 'LONG_TERM_CARE', beds: 5 }]);
  expect(await test.rejects()).toContain(
    'USLD_2015r.csv;3;rejected;the line is of 2014 (AN), but the table is of 2015',
  );
});

it('partners of a year whose columns hold other things than in 2024 are left out, and change nothing', async () => {
  const groups = table('GHT', 2016, { GHT_CODE: '44108', GHT_LIB: 'Lorraine Nord' });
  const load = (year: number, name: string) =>
    test.loadFolders({
      y: {
        'IDB.csv': table('IDB', year, ofIdb()),
        [`GHT_${year}r.csv`]: groups,
        'ORG.csv': table('ORG', year, { FI: hospital, ORG_A17: '1', ORG_A19: name }),
      },
    });
  await load(2016, 'LORRAINE NORD');
  await load(2017, '3');
  expect(test.messages.filter((text) => text.startsWith('ORG'))).toEqual([
    'ORG.csv: skipped, its columns are numbered as in 2024, but ORG_A19 to ORG_A23 do not have the names of territorial groups',
  ]);
  expect(await figures(`select period::text from membership where role = 'PARTNER'`)).toEqual([
    { period: '[2016-01-01,)' },
  ]);
});
