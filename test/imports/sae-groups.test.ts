import { expect, it } from 'vitest';
import { saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const groups = () =>
  test.database.query(
    `select code, kind, name, source_code from "grouping" where code in ('01101', '44109', '32113', '27103') order by 1`,
  );

it('groups have the figures of their tables, whose headers differ by year', async () => {
  const figures = {
    GHT_CODE: '44109',
    GHT_LIB: 'CŒUR GRAND EST',
    CODE_GHT: '44109',
    NOM_COMPLET_GHT: 'CŒUR GRAND EST',
  };
  const all = {
    LIT_MED: 460,
    PLA_CHI: 28,
    SEJHC_OBS: 3612,
    LIT_SSR: 50,
    PLA_SSR: 5,
    SEJHC_SSR: 6,
    JOUHP_SSR: 7,
    JOUHC_SSR: 8,
    CAP_HTP_TOT: 321,
    CAP_HDJ_TOT: 40,
    CAP_HDN_TOT: 2,
    SEJ_HTP_TOT: 9,
    VEN_HDJ_TOT: 10,
    PLATOT_HAD: 11,
    SEJ_HAD: 12,
    JOU_HAD: 13,
    LIT_USLD: 14,
    JOU_USLD: 15,
    ENT: 16,
    NB_IRM: 3,
    ACT_IRM: 99,
    NB_TOMO: 0,
  };
  await test.loadFolders({
    a: { 'GHT_2013r.csv': table('GHT2023', 2013, { ...figures, ...all, CAP_COMPLET_TOT: 358 }) },
    b: { 'GHT_2014r.csv': table('GHT', 2014, { ...figures, ...all, CAP_HC_TOT: 332 }) },
  });
  const row = (discipline: string, ...[beds, places, full_stays, day_stays, bed_days]: (number | null)[]) => ({
    discipline,
    beds,
    places,
    full_stays,
    day_stays,
    bed_days,
  });
  for (const [year, beds] of [
    [2013, 358],
    [2014, 332],
  ] as const) {
    expect(
      await test.database.query(
        `select discipline, beds, places, full_stays, day_stays, bed_days from clinical.grouping_care_activity where grouping_code = '44109' and year = $1 order by 1`,
        [year],
      ),
    ).toEqual([
      row('HOME_HOSPITALISATION', null, 11, 12, null, 13),
      row('LONG_TERM_CARE', 14, null, null, null, 15),
      row('MEDICINE', 460, null, null, null, null),
      row('OBSTETRICS', null, null, 3612, null, null),
      row('PSYCHIATRY', beds, 42, 9, 10, null),
      row('REHABILITATION', 50, 5, 6, 7, 8),
      row('SURGERY', null, 28, null, null, null),
    ]);
    expect(
      await test.database.query(
        `select modality, devices, source_code from clinical.grouping_imaging_activity where grouping_code = '44109' and year = $1 order by 1`,
        [year],
      ),
    ).toEqual([
      { modality: 'MRI', devices: 3, source_code: `sae-${year}` },
      { modality: 'PET', devices: 0, source_code: `sae-${year}` },
    ]);
  }
});

it('groups get the leading zeros of their codes, their kind from their names, and the name of the latest year', async () => {
  await test.database.query(
    `insert into "grouping" (code, kind, name, source_code) values ('27103', 'GHT', 'GHT 21-52', 'finess-reference')`,
  );
  const later = table(
    'GHT',
    2024,
    { GHT_CODE: '01101', GHT_LIB: 'Iles du Nord' },
    // The name as published for 2024.
    { GHT_CODE: '44109', GHT_LIB: 'Cour Grand Est' },
    { GHT_CODE: '32113', GHT_LIB: 'PSY Nord' },
    { GHT_CODE: '27103', GHT_LIB: 'Another name' },
  );
  const earlier = table(
    'GHT2023',
    2023,
    { CODE_GHT: '1101', NOM_COMPLET_GHT: 'ILE DU NORD' },
    { CODE_GHT: '44109', NOM_COMPLET_GHT: 'CŒUR GRAND EST' },
  );
  const expected = [
    { code: '01101', kind: 'GHT', name: 'Iles du Nord', source_code: 'sae-2024' },
    { code: '27103', kind: 'GHT', name: 'GHT 21-52', source_code: 'finess-reference' },
    { code: '32113', kind: 'GHT_PSYCHIATRY', name: 'PSY Nord', source_code: 'sae-2024' },
    { code: '44109', kind: 'GHT', name: 'CŒUR GRAND EST', source_code: 'sae-2024' },
  ];
  await test.loadFolders({ a: { 'GHT_2023r.csv': earlier }, b: { 'GHT_2024r.csv': later } });
  expect(await groups()).toEqual(expected);
  await test.loadFolders({ a: { 'GHT_2023r.csv': earlier } });
  const { summary } = await test.loadFolders({ b: { 'GHT_2024r.csv': later } });
  expect(summary.targets.get('groupings')).toEqual({ new: 0, changed: 0, same: 4, gone: 0 });
  expect(await groups()).toEqual(expected);
});

it('groups without a code or a name are rejected', async () => {
  await test.loadFolders({
    a: {
      'GHT_2024r.csv': table(
        'GHT',
        2024,
        { GHT_CODE: 'GE-09', GHT_LIB: 'A' },
        { GHT_CODE: '44109', GHT_LIB: '' },
        { GHT_CODE: '44108', GHT_LIB: 'B', LIT_MED: 'many' },
      ),
    },
  });
  expect(await test.rejects()).toEqual([
    'GHT_2024r.csv;2;rejected;the code GE-09 is not the code of a group',
    'GHT_2024r.csv;3;rejected;the name of the group is empty',
    'GHT_2024r.csv;4;rejected;LIT_MED many is not a whole number of at most 8 digits',
  ]);
});

it('a line that is broken within a name is one line', async () => {
  const row = { GHT_CODE: '76101', GHT_LIB: 'AUDE PYRENEES PERPIGNAN', LIT_MED: 12 };
  const [header, whole] = table('GHT', 2022, row).toString('latin1').split('\r\n');
  const broken = whole!.replace('PYRENEES PERPIGNAN', 'PYRENEES\r\nPERPIGNAN');
  const lines = [header, 'GE-01;44101;SHORT', broken];
  await test.loadFolders({ a: { 'GHT_2022r.csv': Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1') } });
  expect(
    await test.database.query(
      `select code, name, beds from "grouping" join clinical.grouping_care_activity on grouping_code = code where code like '7610%'`,
    ),
  ).toEqual([{ code: '76101', name: 'AUDE PYRENEES PERPIGNAN', beds: 12 }]);
  expect((await test.rejects()).map((reject) => reject.split(';')[1])).toEqual(['2']);
});
