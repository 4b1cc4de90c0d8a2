import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

describe('a row', () => {
  const beside = (cells: Cells): Cells => ({ code: 'example-other', ...cells });
  it.each<[string, string, Cells[], string]>([
    [
      'with an unknown site',
      'care-units',
      [{ site: '999999999' }],
      'line 2, column site: "999999999": expected the FINESS number of a known establishment',
    ],
    [
      'with unknown staff',
      'care-units',
      [{ staffedBy: '570005165|999999999' }],
      'line 2, column staffedBy: "999999999": expected the FINESS number of a known establishment',
    ],
    [
      'with an unknown discipline',
      'care-units',
      [{ discipline: '37' }],
      'line 2, column discipline: "37": expected the code of a known discipline, such as 037 (this one lost its leading zero: 037)',
    ],
    [
      'with an unknown specialty',
      'training-posts',
      [{ specialty: 'SM1' }],
      'line 2, column specialty: "SM1": expected the code of a known specialty, such as SM15',
    ],
    [
      'with an unknown action',
      'care-units',
      [{ action: 'no-action' }],
      'line 2, column action: "no-action": expected the reference of a known cooperation action',
    ],
    [
      'with an unknown source',
      'care-units',
      [{ source: 'hearsay' }],
      'line 2, column source: "hearsay": expected the code of a known source',
    ],
    [
      'with an unknown laboratory',
      'lab-referrals',
      [{ laboratory: 'none' }],
      'line 2, column laboratory: "none": expected the code of a known laboratory',
    ],
    [
      'that ends before it starts',
      'care-units',
      [{ start: '2026-03-01', end: '2026-03-01' }],
      'line 2, column end: "2026-03-01": expected a date after the start, 2026-03-01: the end is the first day on which the row no longer applies',
    ],
    [
      'with a code of its own twice',
      'care-units',
      [{}, { name: 'Autre' }],
      'line 3, column code: "example-dermatologie": duplicate code; line 2 of a.csv has the same',
    ],
    [
      'with a key of its own twice',
      'care-activities',
      [{}, { beds: '7' }],
      'line 3, column establishment: "570026682": duplicate establishment, year and discipline; line 2 of a.csv has the same',
    ],
    [
      'of a flow to itself',
      'teleradiology-flows',
      [{ interpreter: '570000596' }],
      'line 2, column interpreter: "570000596": expected another establishment than the requester',
    ],
    [
      'like another one of the file',
      'teleradiology-flows',
      [{}, beside({ start: '2030-01-01' })],
      'line 3, column requester: "570000596": expected only one row at a time with the same requester, interpreter, modality and onCallOnly; line 2 of a.csv is another',
    ],
    [
      'like another one of the hub',
      'workforce-needs',
      [beside({ end: '2026-03-02', start: '' })],
      'line 2, column establishment: "570026682": expected only one row at a time with the same establishment and specialty; the existing row example-besoin-radiologie is another',
    ],
    [
      'with a role that the centre already has',
      'study-centres',
      [beside({})],
      'line 2, column study: "example-etude": expected only one row with the same study, establishment and role; the existing row example-etude-chr is another',
    ],
    [
      'with more interns than posts',
      'training-posts',
      [{ filled: '9' }],
      'line 2, column filled: "9": expected at most 8, the number of posts',
    ],
    [
      'that amends itself',
      'agreements',
      [{ amends: 'example-convention-2026' }],
      'line 2, column amends: "example-convention-2026": expected another agreement than this one',
    ],
    [
      'of an action before its agreement',
      'actions',
      [{ start: '31/01/2026' }],
      'line 2, column start: "31/01/2026": expected a date within the period of the agreement example-convention-2026 (2026-02-01 to 2031-02-01)',
    ],
    [
      'of an action after its agreement',
      'actions',
      [{ end: '2031-02-02' }],
      'line 2, column end: "2031-02-02": expected a date within the period of the agreement example-convention-2026 (2026-02-01 to 2031-02-01)',
    ],
    [
      'of an action that starts when its agreement is over',
      'actions',
      [{ start: '2031-02-01' }],
      'line 2, column start: "2031-02-01": expected a date within the period of the agreement example-convention-2026 (2026-02-01 to 2031-02-01)',
    ],
    [
      'of an action that ends before its agreement starts',
      'actions',
      [{ start: '', end: '2026-02-01' }],
      'line 2, column end: "2026-02-01": expected a date within the period of the agreement example-convention-2026 (2026-02-01 to 2031-02-01)',
    ],
    [
      'of an action whose provider is not a party',
      'actions',
      [{ provider: '570000133' }],
      'line 2, column provider: "570000133": expected a party of the agreement example-convention-2026, or a site of one',
    ],
    [
      'of an action whose beneficiary is not a party',
      'actions',
      [{ beneficiaries: '570000596|570000133' }],
      'line 2, column beneficiaries: "570000133": expected a party of the agreement example-convention-2026, or a site of one',
    ],
    [
      'of an action on a site of no party',
      'actions',
      [{ site: '570000133' }],
      'line 2, column site: "570000133": expected a party of the agreement example-convention-2026, or a site of one',
    ],
    [
      'of an agreement that ends before its action starts',
      'agreements',
      [{ end: '2026-03-01' }],
      'line 2, column end: "2026-03-01": expected a period that includes the action example-convention-2026-lecture of the agreement (2026-03-01 to 2031-02-01)',
    ],
    [
      'of an agreement that starts after its action',
      'agreements',
      [{ start: '2026-03-02' }],
      'line 2, column start: "2026-03-02": expected a period that includes the action example-convention-2026-lecture of the agreement (2026-03-01 to 2031-02-01)',
    ],
    [
      'of an agreement without a party of its action',
      'agreements',
      [{ parties: '570005165' }],
      'line 2, column parties: "570005165": expected 570000596, or the legal entity of that site, among the parties: the action example-convention-2026-lecture refers to it (change the action first)',
    ],
  ])('%s', async (_, dataset, rows, message) => {
    expect(await refusal(test, { 'a.csv': examples(dataset, ...rows) })).toEqual([`a.csv, ${message}`, nothingChanged]);
  });
});
