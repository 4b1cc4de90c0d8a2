import { beforeAll, expect, it } from 'vitest';
import { extract, site } from './fixtures.ts';
import { saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const hospital = '010990109';
const other = '010990117';

beforeAll(() => test.load({ 'f.csv': extract('2021-01-08', site(), site({ nofinesset: other })) }));

const imaging = (year: number) =>
  test.database.query(
    `select establishment_finess as finess, modality, devices, operated_devices, inpatient_exams, outpatient_exams, exams from clinical.imaging_activity where year = ${year} order by 1, 2`,
  );

it('imaging ignores subsets of a device, and rejects unknown devices', async () => {
  await test.loadFolders({
    2014: {
      'IMAGES_2014r.csv': table(
        'IMAGES',
        2014,
        { FI: hospital, EQUIPIMA: 'IRM', NB: 3, NBEXP: 2, ACTET: 1715, ACTEXET: 33, ACTEX: 8727, ACT: 10_475 },
        { FI: hospital, EQUIPIMA: 'dtIRM2', NB: 1, NBEXP: 1, ACT: 3342 },
        { FI: hospital, EQUIPIMA: 'SCAN', NB: 2 },
        { FI: hospital, EQUIPIMA: 'TOMO', ACTINT: 1 },
        { FI: hospital, EQUIPIMA: 'LASER', NB: 2 },
      ),
    },
  });
  const unknown = { operated_devices: null, inpatient_exams: null, outpatient_exams: null, exams: null };
  expect(await imaging(2014)).toEqual([
    {
      finess: hospital,
      modality: 'MRI',
      devices: 3,
      operated_devices: 2,
      inpatient_exams: 1748,
      outpatient_exams: 8727,
      exams: 10_475,
    },
    { ...unknown, finess: hospital, modality: 'SCANNER', devices: 2 },
  ]);
  expect(await test.rejects()).toEqual(['IMAGES_2014r.csv;6;rejected;unknown EQUIPIMA LASER']);
});

it('several lines of one device add up, and a line that is repeated counts once', async () => {
  const scanner = { FI: hospital, EQUIPIMA: 'SCAN', NB: 1, ACTET: 746, ACTEX: 6465, ACT: 7211 };
  await test.loadFolders({
    2017: {
      'IMAGES_2017r.csv': table(
        'IMAGES',
        2017,
        scanner,
        { ...scanner, ACTET: 623, ACTEX: 15_278, ACT: 15_901 },
        scanner,
        { FI: hospital, EQUIPIMA: 'SCAN', NB: 1, ACTEX: 1501, ACT: 1501 },
        { FI: hospital, EQUIPIMA: 'SCAN' },
        { FI: other, EQUIPIMA: 'SCAN', NB: 4 },
      ),
    },
  });
  expect(await imaging(2017)).toMatchObject([
    {
      finess: hospital,
      modality: 'SCANNER',
      devices: 3,
      inpatient_exams: 1369,
      outpatient_exams: 23_244,
      exams: 24_613,
    },
    { finess: other, devices: 4, exams: null },
  ]);
  expect(await test.rejects()).toEqual([
    'IMAGES_2017r.csv;2;warning;duplicate line of 010990109 with SCAN; line 4 is the same',
    'IMAGES_2017r.csv;3;warning;another line of 010990109 with SCAN; its figures are added to those of line 6',
    'IMAGES_2017r.csv;4;warning;another line of 010990109 with SCAN; its figures are added to those of line 6',
    'IMAGES_2017r.csv;5;warning;another line of 010990109 with SCAN; its figures are added to those of line 6',
  ]);
});
