import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

describe('a cell', () => {
  it.each<[string, string, Cells, string]>([
    ['that is required', 'care-units', { name: '' }, 'column name: empty: expected a text'],
    [
      'that is not a code',
      'care-units',
      { code: 'Été 1' },
      'column code: "Été 1": expected a code of letters without accents, digits, and -, _ or . between them, such as UF_0123',
    ],
    ['without a source', 'care-units', { source: '' }, 'column source: empty: expected the code of a known source'],
    [
      'that is longer than a name',
      'care-units',
      { name: 'é'.repeat(501) },
      `column name: "${'é'.repeat(79)}…": expected a text of at most 500 characters`,
    ],
    [
      'that is longer than a code',
      'care-units',
      { code: 'a'.repeat(101) },
      `column code: "${'a'.repeat(79)}…": expected a text of at most 100 characters`,
    ],
    [
      'that is not a number',
      'care-units',
      { beds: 'douze' },
      'column beds: "douze": expected a whole number of 0 or more',
    ],
    ['that is below 0', 'care-units', { beds: '-1' }, 'column beds: "-1": expected a whole number of 0 or more'],
    [
      'that is too large for the database',
      'care-units',
      { beds: '2147483648' },
      'column beds: "2147483648": expected a whole number of 0 or more',
    ],
    ['that is not whole', 'care-units', { beds: '2.5' }, 'column beds: "2.5": expected a whole number of 0 or more'],
    [
      'that is not a year',
      'care-activities',
      { year: '1789' },
      'column year: "1789": expected a whole number from 1900 to 2200',
    ],
    [
      'that is not a decimal',
      'workforce-needs',
      { requiredFte: '1.2.3' },
      'column requiredFte: "1.2.3": expected a number of 0 or more, whole or decimal',
    ],
    [
      'that is more than 1',
      'teleradiology-flows',
      { share: '1,01' },
      'column share: "1,01": expected a share from 0 to 1, such as 0.25 for a quarter',
    ],
    [
      'that is neither yes nor no',
      'teleradiology-flows',
      { onCallOnly: 'maybe' },
      'column onCallOnly: "maybe": expected yes or no (or true or false, oui or non, vrai or faux, 1 or 0)',
    ],
    [
      'that is a name which every object has, instead of yes or no',
      'teleradiology-flows',
      { onCallOnly: 'constructor' },
      'column onCallOnly: "constructor": expected yes or no (or true or false, oui or non, vrai or faux, 1 or 0)',
    ],
    [
      'that is not a value of the enumeration',
      'care-units',
      { kind: 'Ward' },
      'column kind: "Ward": expected one of WARD, JOINT_TEAM, CONSULTATION, ON_CALL, DAY_HOSPITAL, MOBILE_TEAM',
    ],
    [
      'with an unknown value',
      'laboratories',
      { specialties: 'VIROLOGY|SPELLS' },
      'column specialties: "SPELLS": expected one of BIOCHEMISTRY, HAEMATOLOGY, MICROBIOLOGY, IMMUNOLOGY, VIROLOGY, GENETICS, PATHOLOGY, TOXICOLOGY',
    ],
    [
      'with a value given twice',
      'laboratories',
      { specialties: 'VIROLOGY|VIROLOGY' },
      'column specialties: "VIROLOGY": expected each value once',
    ],
    [
      'with no party',
      'agreements',
      { parties: '' },
      'column parties: empty: expected the FINESS number of a known establishment',
    ],
    [
      'that is not a date of the calendar',
      'care-units',
      { start: '31/02/2026' },
      'column start: "31/02/2026": expected a date as YYYY-MM-DD or DD/MM/YYYY',
    ],
    [
      'that is not a semester',
      'training-posts',
      { semester: '2026-06' },
      'column semester: "2026-06": expected a semester by its first month, YYYY-05 or YYYY-11',
    ],
    [
      'that is not a web address',
      'sources',
      { url: 'www.chr.fr' },
      'column url: "www.chr.fr": expected a web address that begins with http:// or https://',
    ],
    [
      'that is not a FINESS number',
      'care-units',
      { site: 'Mercy' },
      'column site: "Mercy": expected a FINESS number of 9 characters',
    ],
    [
      'that lost its leading zero',
      'care-units',
      { site: '10990018' },
      'column site: "10990018": expected a FINESS number of 9 characters (this one lost its leading zero)',
    ],
    [
      'with a NUL character',
      'care-units',
      { name: 'a\0b' },
      'column name: "a\\x00b": expected a text without control characters',
    ],
  ])('%s', async (_, dataset, cells, message) => {
    expect(await refusal(test, { 'a.csv': examples(dataset, cells) })).toEqual([
      `a.csv, line 2, ${message}`,
      nothingChanged,
    ]);
  });
});
