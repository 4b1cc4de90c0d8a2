import { expect, it } from 'vitest';
import { ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();

it('what is not as it should be in a line of SAE is corrected or reported, and the line is loaded', async () => {
  await test.loadFolders({
    a: {
      'IDB_2023r.csv': table(
        'IDB',
        2023,
        ofIdb({ NUMTEL: '474000001' }),
        ofIdb({ FI: '010990026', NUMTEL: '04.74.00.00.02' }),
        ofIdb({ FI: '010990034', NUMTEL: 'accueil', RS: 'UNIT\u0090' }),
        ofIdb({ FI: '010990042' }),
        ofIdb({ FI: '010990042' }),
      ),
      'MCO_2023r.csv': table(
        'MCO',
        2023,
        { FI: '010990018', LIT_MED: 5 },
        { FI: '010990018', LIT_MED: 5 },
        { FI: '010990026', LIT_MED: 7 },
      ),
    },
  });
  const rejects = await test.rejects();
  expect(rejects.filter((line) => !line.includes('is in SAE but not in the register'))).toEqual([
    'IDB_2023r.csv;2;warning;the telephone number 474000001 lost its leading zero; loaded as 0474000001',
    'IDB_2023r.csv;4;warning;loaded without a value: the telephone number accueil does not have ten digits',
    String.raw`IDB_2023r.csv;4;warning;"UNIT\x90": it seems to come from a DOS (code page 850) or Macintosh program, whose encoding is another`,
    'IDB_2023r.csv;5;warning;duplicate number 010990042; line 6 is the same',
    'MCO_2023r.csv;2;warning;duplicate line of 010990018; line 3 is the same',
  ]);
  expect(
    await test.database.query(`select finess, name, phone from establishment where finess like '0109900%' order by 1`),
  ).toEqual([
    { finess: '010990018', name: 'CH DES DOMBES', phone: '0474000001' },
    { finess: '010990026', name: 'CH DES DOMBES', phone: '0474000002' },
    { finess: '010990034', name: 'UNIT\u0090', phone: null },
    { finess: '010990042', name: 'CH DES DOMBES', phone: '0474000001' },
  ]);
  expect(
    await test.database.query(
      `select establishment_finess as finess, beds from clinical.care_activity where discipline = 'MEDICINE' and year = 2023 and establishment_finess like '0109900%' order by 1`,
    ),
  ).toEqual([
    { finess: '010990018', beds: 5 },
    { finess: '010990026', beds: 7 },
  ]);
});
