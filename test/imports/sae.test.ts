import { describe, expect, it } from 'vitest';
import { extract, site } from './fixtures.ts';
import { saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const hospital = '010990109';
const other = '010990117';

const care = (year: number) =>
  test.database.query(
    `select establishment_finess as finess, discipline, beds, places, full_stays, day_stays, bed_days from clinical.care_activity where year = ${year} order by 1, 2`,
  );
const none = { beds: null, places: null, full_stays: null, day_stays: null, bed_days: null };

describe('capacity and activity', () => {
  it('of acute care has a row for each discipline, and none if nothing is stated', async () => {
    await test.load({ 'f.csv': extract('2021-01-08', site(), site({ nofinesset: other })) });
    await test.loadFolders({
      2011: {
        'MCO_2011r.csv': table(
          'MCO',
          2011,
          { FI: hospital, LIT_MED: 246, SEJHC_MED: 11_287, SEJ0_MED: 689, JOU_MED: 79_578, PLA_MED: 0, LIT_MCO: 999 },
          { FI: other, LIT_CHI: 0, PLA_CHI: 20, SEJHP_CHI: 3498, SEJHC_OBS: 1, SEJ0_MED: 5 },
        ),
      },
    });
    expect(await care(2011)).toEqual([
      { ...none, finess: hospital, discipline: 'MEDICINE', beds: 246, places: 0, full_stays: 11_287, bed_days: 79_578 },
      { ...none, finess: other, discipline: 'OBSTETRICS', full_stays: 1 },
      { ...none, finess: other, discipline: 'SURGERY', beds: 0, places: 20, day_stays: 3498 },
    ]);
  });

  it('is read from the line of the total only', async () => {
    const { summary } = await test.loadFolders({
      2012: {
        'SSR_2012r.csv': table(
          'SSR',
          2012,
          { FI: hospital, GDE: 'SSR_A', LIT: 28, SEJHC: 401 },
          { FI: hospital, GDE: 'SSR_TOT', LIT: 28, PLA: 13, SEJHC: 401, JOUHC: 12_688, JOUHP: 3293 },
          { FI: hospital, GDE: 'SSR_A50', LIT: 9 },
        ),
        'PSY_2012r.csv': table(
          'PSY',
          2012,
          { FI: hospital, DIS: 'GEN', CAP_HTP: 200 },
          { FI: hospital, DIS: 'TOT', CAP_HTP: 274, CAP_PFT: 9, CAP_HDJ: 87, CAP_HDN: 3, SEJ_HTP: 30, VEN_HDJ: 8751 },
          { FI: other, DIS: 'TOT', CAP_HDN: 4, JOU_HTP: 7 },
        ),
      },
    });
    expect(await care(2012)).toEqual([
      { ...none, finess: hospital, discipline: 'PSYCHIATRY', beds: 274, places: 90, full_stays: 30, day_stays: 8751 },
      {
        finess: hospital,
        discipline: 'REHABILITATION',
        beds: 28,
        places: 13,
        full_stays: 401,
        day_stays: 3293,
        bed_days: 12_688,
      },
      { ...none, finess: other, discipline: 'PSYCHIATRY', places: 4, bed_days: 7 },
    ]);
    expect(summary.files.get('SSR_2012r.csv')).toEqual({ read: 3, rejected: 0, warnings: 0 });
  });

  it('of home care and of long stays is as in their tables', async () => {
    await test.loadFolders({
      2013: {
        'HAD_2013r.csv': table('HAD', 2013, { FI: hospital, PLATOT: 45, SEJ_HAD: 575, JOU_HAD: 12_378, FIL_HAD: 290 }),
        'USLD_2013r.csv': table('USLD', 2013, { FI: hospital, LIT: 60, JOU: 21_705, ENT: 51 }),
      },
    });
    expect(await care(2013)).toEqual([
      {
        ...none,
        finess: hospital,
        discipline: 'HOME_HOSPITALISATION',
        places: 45,
        full_stays: 575,
        bed_days: 12_378,
      },
      { ...none, finess: hospital, discipline: 'LONG_TERM_CARE', beds: 60, bed_days: 21_705 },
    ]);
  });
});

it('interns are counted as in the table', async () => {
  await test.loadFolders({
    2014: {
      'Q22.csv': table('Q22', 2014, { FI: hospital, INTMED: 20, INTPHA: 4, INTGEN: 25, INTURG: 5, INTODO: 0, INT: 54 }),
    },
  });
  expect(
    await test.database.query(
      'select establishment_finess, year, medicine, general_practice, emergency, pharmacy, odontology, total, source_code, legal_entity_finess from clinical.intern_census where year = 2014',
    ),
  ).toEqual([
    {
      establishment_finess: hospital,
      year: 2014,
      medicine: 20,
      general_practice: 25,
      emergency: 5,
      pharmacy: 4,
      odontology: 0,
      total: 54,
      source_code: 'sae-2014',
      legal_entity_finess: '010990018',
    },
  ]);
});

it('bad lines are rejected with their reasons, and the last of two duplicates is used', async () => {
  await test.loadFolders({
    2016: {
      'MCO.csv': table(
        'MCO',
        2016,
        { FI: hospital, LIT_MED: 5 },
        { FI: 'X', LIT_MED: 5 },
        { FI: '10990109', LIT_MED: 5 },
        { FI: hospital, LIT_MED: 6, FI_EJ: 'none' },
        { FI: hospital, LIT_CHI: 7 },
        { FI: other, LIT_MED: -1 },
        { FI: other, LIT_MED: '1 000' },
      ),
      'IMAGES.csv': Buffer.concat([
        table('IMAGES', 2016, { FI: hospital, EQUIPIMA: 'IRM', NB: 1 }, { FI: hospital, EQUIPIMA: 'SCAN', NB: 1 }),
        Buffer.from('IMAGES;2016;010990109\r\n'),
      ]),
    },
  });
  expect(await test.rejects()).toEqual([
    'IMAGES.csv;4;rejected;the line has 3 fields instead of the 14 of the header',
    'MCO.csv;3;rejected;the number (FI) X is not a FINESS number',
    'MCO.csv;4;rejected;the number (FI) 10990109 has 8 digits: it lost its leading zero',
    "MCO.csv;5;rejected;the legal entity's number (FI_EJ) none is not a FINESS number",
    'MCO.csv;7;rejected;LIT_MED -1 is not a whole number of at most 8 digits',
    'MCO.csv;8;rejected;LIT_MED 1 000 is not a whole number of at most 8 digits',
    'MCO.csv;2;rejected;duplicate line of 010990109; line 6 is used',
  ]);
  expect(await care(2016)).toEqual([{ ...none, finess: hospital, discipline: 'SURGERY', beds: 7 }]);
});

it('unused tables are skipped, with a message', async () => {
  const { summary } = await test.loadFolders({
    2016: { 'URGENCES_2016r.csv': table('URGENCES', 2016, { FI: '999999999', EMG: 'x' }) },
  });
  expect(test.messages).toEqual(['URGENCES_2016r.csv: skipped, the hub has no use for the table URGENCES of 2016']);
  expect([...summary.files]).toEqual([]);
});
