import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

describe('a cell as spreadsheets write it', () => {
  it.each<[string, string, Cells, string, unknown]>([
    ['of thousands', 'care-units', { beds: '1 200' }, 'beds from clinical.care_unit', 1200],
    ['of thousands with no-break spaces', 'care-units', { beds: '1\u202F200' }, 'beds from clinical.care_unit', 1200],
    ['of a whole number with a decimal', 'care-units', { beds: '12,0' }, 'beds from clinical.care_unit', 12],
    [
      'of a decimal',
      'workforce-needs',
      { requiredFte: '1 012,5' },
      'required_fte from clinical.workforce_need',
      1012.5,
    ],
    ['of a percentage', 'lab-referrals', { share: '25 %' }, 'share from clinical.lab_referral', 0.25],
    [
      'of a day without zeros',
      'care-units',
      { start: '1/3/2026' },
      'lower(period)::text from clinical.care_unit',
      '2026-03-01',
    ],
    [
      'of a day at midnight',
      'care-units',
      { start: '2026-03-01 00:00' },
      'lower(period)::text from clinical.care_unit',
      '2026-03-01',
    ],
    [
      'of a FINESS number in groups',
      'care-units',
      { site: '57 000 0596' },
      'site_finess from clinical.care_unit',
      '570000596',
    ],
    [
      'of a SIRET in groups',
      'identifiers',
      { system: 'SIRET', value: '260\u00A0990 018 00011' },
      "value from identifier where system = 'SIRET' and source_code = 'example-chr-2026'",
      '26099001800011',
    ],
  ])('%s', async (_, dataset, cells, selected, value) => {
    await test.load(
      {
        'a.csv': examples(dataset, {
          ...cells,
          ...(dataset !== 'identifiers' && { code: 'as-written' }),
          ...(dataset === 'lab-referrals' && { specialty: 'VIROLOGY' }),
          ...(dataset === 'workforce-needs' && { specialty: 'SM01' }),
        }),
      },
      {},
      partner,
    );
    const where = selected.includes(' where ') ? '' : " where code = 'as-written'";
    const [row] = await test.database.query(`select ${selected}${where}`);
    expect(Object.values(row!)).toEqual([value]);
  });

  it.each([
    ['care-units', { beds: '1,000' }, 'beds'],
    ['care-units', { beds: '12 00' }, 'beds'],
    ['care-units', { start: '1/3/26' }, 'start'],
    ['lab-referrals', { share: '101 %' }, 'share'],
  ])('that could be something else is refused: %s %o', async (dataset, cells, column) => {
    const [line] = await refusal(test, { 'a.csv': examples(dataset, cells) });
    expect(line).toMatch(new RegExp(`^a\\.csv, line 2, column ${column}: `));
  });

  it.each([
    ['SIRET', '6099001800011', 'expected a SIRET of 14 digits (this one lost its leading zero)'],
    [
      'SIREN',
      '2,6E+08',
      'expected a SIREN of 9 digits (a spreadsheet has shortened this number: enter it again, in a column of text)',
    ],
  ])('that a spreadsheet changed is refused: %s %s', async (system, value, message) => {
    const [line] = await refusal(test, { 'a.csv': examples('identifiers', { system, value }) });
    expect(line).toBe(`a.csv, line 2, column value: "${value}": ${message}`);
  });
});
