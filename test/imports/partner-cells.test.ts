import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

describe('a cell', () => {
  it.each<[string, string, Cells, string]>([
    ['that must not be empty', 'care-units', { name: '' }, 'column name: empty: a text is expected'],
    [
      'that is no code',
      'care-units',
      { code: 'Été 1' },
      'column code: "Été 1": a code of lower-case letters without accents and digits, in words joined by hyphens, is expected',
    ],
    [
      'without a source',
      'care-units',
      { source: '' },
      'column source: empty: the code of a source that the hub knows is expected',
    ],
    [
      'that is longer than a name',
      'care-units',
      { name: 'é'.repeat(501) },
      `column name: "${'é'.repeat(79)}…": a text of at most 500 characters is expected`,
    ],
    [
      'that is longer than a code',
      'care-units',
      { code: 'a'.repeat(101) },
      `column code: "${'a'.repeat(79)}…": a text of at most 100 characters is expected`,
    ],
    [
      'that is no number',
      'care-units',
      { beds: 'douze' },
      'column beds: "douze": a whole number of 0 or more is expected',
    ],
    ['that is below 0', 'care-units', { beds: '-1' }, 'column beds: "-1": a whole number of 0 or more is expected'],
    [
      'that is larger than the database can hold',
      'care-units',
      { beds: '2147483648' },
      'column beds: "2147483648": a whole number of 0 or more is expected',
    ],
    ['that is not whole', 'care-units', { beds: '2.5' }, 'column beds: "2.5": a whole number of 0 or more is expected'],
    [
      'that is no year',
      'care-activities',
      { year: '1789' },
      'column year: "1789": a whole number from 1900 to 2200 is expected',
    ],
    [
      'that is no decimal',
      'workforce-needs',
      { requiredFte: '1.2.3' },
      'column requiredFte: "1.2.3": a number of 0 or more, whole or decimal, is expected',
    ],
    [
      'that is more than all',
      'teleradiology-flows',
      { share: '1,01' },
      'column share: "1,01": a share from 0 to 1, such as 0.25 for a quarter, is expected',
    ],
    [
      'that is neither yes nor no',
      'teleradiology-flows',
      { onCallOnly: 'maybe' },
      'column onCallOnly: "maybe": yes or no (or true or false, oui or non, vrai or faux, 1 or 0) is expected',
    ],
    [
      'that is none of the words',
      'care-units',
      { kind: 'Ward' },
      'column kind: "Ward": one of WARD, JOINT_TEAM, CONSULTATION, ON_CALL, DAY_HOSPITAL, MOBILE_TEAM is expected',
    ],
    [
      'with a word that is none',
      'laboratories',
      { specialties: 'VIROLOGY|SPELLS' },
      'column specialties: "SPELLS": one of BIOCHEMISTRY, HAEMATOLOGY, MICROBIOLOGY, IMMUNOLOGY, VIROLOGY, GENETICS, PATHOLOGY, TOXICOLOGY is expected',
    ],
    [
      'with a value given twice',
      'laboratories',
      { specialties: 'VIROLOGY|VIROLOGY' },
      'column specialties: "VIROLOGY": each value once is expected',
    ],
    [
      'with no party',
      'agreements',
      { parties: '' },
      'column parties: empty: the FINESS number of an establishment that the hub knows is expected',
    ],
    [
      'that is no day of the calendar',
      'care-units',
      { start: '31/02/2026' },
      'column start: "31/02/2026": a day as YYYY-MM-DD or DD/MM/YYYY is expected',
    ],
    [
      'that is no semester',
      'training-posts',
      { semester: '2026-06' },
      'column semester: "2026-06": a semester by the month that it begins in, YYYY-05 or YYYY-11, is expected',
    ],
    [
      'that is no web address',
      'sources',
      { url: 'www.chr.fr' },
      'column url: "www.chr.fr": a web address that begins with http:// or https:// is expected',
    ],
    [
      'that is no FINESS number',
      'care-units',
      { site: 'Mercy' },
      'column site: "Mercy": a FINESS number of 9 characters is expected',
    ],
    [
      'that lost its leading zero',
      'care-units',
      { site: '10990018' },
      'column site: "10990018": a FINESS number of 9 characters (this one lost its leading zero) is expected',
    ],
    [
      'with a character that no text has',
      'care-units',
      { name: 'a\0b' },
      'column name: "a\0b": a text without NUL characters is expected',
    ],
  ])('%s', async (_, dataset, cells, message) => {
    expect(await refusal(test, { 'a.csv': examples(dataset, cells) })).toEqual([
      `a.csv, line 2, ${message}`,
      nothingChanged,
    ]);
  });
});
