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
      'of a site that the hub does not know',
      'care-units',
      [{ site: '999999999' }],
      'line 2, column site: "999999999": the FINESS number of an establishment that the hub knows is expected',
    ],
    [
      'of staff that the hub does not know',
      'care-units',
      [{ staffedBy: '570005165|999999999' }],
      'line 2, column staffedBy: "999999999": the FINESS number of an establishment that the hub knows is expected',
    ],
    [
      'of an unknown discipline',
      'care-units',
      [{ discipline: '37' }],
      'line 2, column discipline: "37": the code of a discipline that the hub knows, such as 037, is expected',
    ],
    [
      'of an unknown specialty',
      'training-posts',
      [{ specialty: 'SM1' }],
      'line 2, column specialty: "SM1": the code of a specialty that the hub knows, such as SM15, is expected',
    ],
    [
      'of an unknown action',
      'care-units',
      [{ action: 'no-action' }],
      'line 2, column action: "no-action": the reference of a cooperation action that the hub knows is expected',
    ],
    [
      'of an unknown source',
      'care-units',
      [{ source: 'hearsay' }],
      'line 2, column source: "hearsay": the code of a source that the hub knows is expected',
    ],
    [
      'of an unknown laboratory',
      'lab-referrals',
      [{ laboratory: 'none' }],
      'line 2, column laboratory: "none": the code of a laboratory that the hub knows is expected',
    ],
    [
      'that ends before it starts',
      'care-units',
      [{ start: '2026-03-01', end: '2026-03-01' }],
      'line 2, column end: "2026-03-01": a day after the start, 2026-03-01, is expected: it is the first day on which the row no longer holds',
    ],
    [
      'with a code of its own twice',
      'care-units',
      [{}, { name: 'Autre' }],
      'line 3, column code: "example-dermatologie": only one row with the same code is expected, and line 2 of a.csv is another',
    ],
    [
      'with a key of its own twice',
      'care-activities',
      [{}, { beds: '7' }],
      'line 3, column establishment: "570026682": only one row with the same establishment, year and discipline is expected, and line 2 of a.csv is another',
    ],
    [
      'of a flow to itself',
      'teleradiology-flows',
      [{ interpreter: '570000596' }],
      'line 2, column interpreter: "570000596": another establishment than the requester is expected',
    ],
    [
      'beside another of the file',
      'teleradiology-flows',
      [{}, beside({ start: '2030-01-01' })],
      'line 3, column requester: "570000596": only one row at a time with the same requester, interpreter, modality and onCallOnly is expected, and line 2 of a.csv is another',
    ],
    [
      'beside another of the hub',
      'workforce-needs',
      [beside({ end: '2026-03-02', start: '' })],
      'line 2, column establishment: "570026682": only one row at a time with the same establishment and specialty is expected, and the hub\'s example-besoin-radiologie is another',
    ],
    [
      'of a role that the centre has',
      'study-centres',
      [beside({})],
      'line 2, column study: "example-etude": only one row with the same study, establishment and role is expected, and the hub\'s example-etude-chr is another',
    ],
    [
      'with more interns than posts',
      'training-posts',
      [{ filled: '9' }],
      'line 2, column filled: "9": no more than the 8 posts that are offered is expected',
    ],
    [
      'that amends itself',
      'agreements',
      [{ amends: 'example-convention-2026' }],
      'line 2, column amends: "example-convention-2026": another agreement than the row itself is expected',
    ],
    [
      'of an action before its agreement',
      'actions',
      [{ start: '31/01/2026' }],
      'line 2, column start: "31/01/2026": a day within the agreement example-convention-2026, which holds from 2026-02-01 to 2031-02-01, is expected',
    ],
    [
      'of an action after its agreement',
      'actions',
      [{ end: '2031-02-02' }],
      'line 2, column end: "2031-02-02": a day within the agreement example-convention-2026, which holds from 2026-02-01 to 2031-02-01, is expected',
    ],
    [
      'of an action that starts when its agreement is over',
      'actions',
      [{ start: '2031-02-01' }],
      'line 2, column start: "2031-02-01": a day within the agreement example-convention-2026, which holds from 2026-02-01 to 2031-02-01, is expected',
    ],
    [
      'of an action that ends before its agreement starts',
      'actions',
      [{ start: '', end: '2026-02-01' }],
      'line 2, column end: "2026-02-01": a day within the agreement example-convention-2026, which holds from 2026-02-01 to 2031-02-01, is expected',
    ],
    [
      'of an action whose provider is no party',
      'actions',
      [{ provider: '570000133' }],
      'line 2, column provider: "570000133": a party of the agreement example-convention-2026, or a site of one, is expected',
    ],
    [
      'of an action whose beneficiary is no party',
      'actions',
      [{ beneficiaries: '570000596|570000133' }],
      'line 2, column beneficiaries: "570000133": a party of the agreement example-convention-2026, or a site of one, is expected',
    ],
    [
      'of an action on a site of none',
      'actions',
      [{ site: '570000133' }],
      'line 2, column site: "570000133": a party of the agreement example-convention-2026, or a site of one, is expected',
    ],
    [
      'of an agreement that ends before its action starts',
      'agreements',
      [{ end: '2026-03-01' }],
      'line 2, column end: "2026-03-01": a period that holds the action example-convention-2026-lecture under the agreement, from 2026-03-01 to 2031-02-01, is expected',
    ],
    [
      'of an agreement that starts after its action',
      'agreements',
      [{ start: '2026-03-02' }],
      'line 2, column start: "2026-03-02": a period that holds the action example-convention-2026-lecture under the agreement, from 2026-03-01 to 2031-02-01, is expected',
    ],
    [
      'of an agreement without a party that its action names',
      'agreements',
      [{ parties: '570005165' }],
      'line 2, column parties: "570005165": 570000596, or the legal entity of that site, is expected among the parties, since the action example-convention-2026-lecture names it (change the action first)',
    ],
  ])('%s', async (_, dataset, rows, message) => {
    expect(await refusal(test, { 'a.csv': examples(dataset, ...rows) })).toEqual([`a.csv, ${message}`, nothingChanged]);
  });
});
