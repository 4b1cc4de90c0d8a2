import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(async () => {
  await test.load(allExamples(), {}, partner);
  const laundry = { code: 'example-laverie', kind: 'LINEN', delivery: '', hygieneCertified: 'oui', name: 'Laverie' };
  await test.load({ 'a.csv': examples('production-units', laundry) }, {}, partner);
});

const laverie = { unit: 'example-laverie', diets: '', code: 'example-linge', share: '' };

describe('a production unit or a contract is refused', () => {
  it.each<[string, string, Cells[], string]>([
    [
      'with two operators',
      'production-units',
      [{ operatedBy: '44108' }],
      'column operator: "570005165": expected an empty cell, as operatedBy is given: a grouping operates in its own name',
    ],
    [
      'operated by an unknown grouping',
      'production-units',
      [{ operator: '', operatedBy: 'none' }],
      'column operatedBy: "none": expected the code of a known grouping, such as 44108',
    ],
    [
      'with a delivery of linen',
      'production-units',
      [{ code: 'example-neuve', kind: 'LINEN' }],
      'column delivery: "COLD_CHAIN": expected an empty cell for a laundry',
    ],
    [
      'with a certified kitchen',
      'production-units',
      [{ hygieneCertified: 'non' }],
      'column hygieneCertified: "non": expected an empty cell for a kitchen',
    ],
    [
      'with another kind than its contracts require',
      'production-units',
      [{ kind: 'LINEN', delivery: '' }],
      'column kind: "LINEN": expected MEALS while the unit has the contract example-repas-legouest',
    ],
    [
      'with articles of a kitchen',
      'supply-contracts',
      [{ articles: 'draps' }],
      'column articles: "draps": expected an empty cell, as the unit is a kitchen',
    ],
    [
      'with diets of a laundry',
      'supply-contracts',
      [{ ...laverie, diets: 'normal' }],
      'column diets: "normal": expected an empty cell, as the unit is a laundry',
    ],
    [
      'with a negative volume',
      'supply-contracts',
      [{ dailyVolume: '-1' }],
      'column dailyVolume: "-1": expected a number of 0 or more, whole or decimal',
    ],
    [
      'with a share above 1',
      'supply-contracts',
      [{ share: '1,01' }],
      'column share: "1,01": expected a share from 0 to 1, such as 0.25 for a quarter',
    ],
    [
      'with the same unit and customer as another one',
      'supply-contracts',
      [{ code: 'example-second', share: '', start: '2026-06-01' }],
      'column unit: "example-cuisine": expected only one row at a time with the same unit and customer; the existing row example-repas-legouest is another',
    ],
  ])('%s', async (_, dataset, rows, expected) => {
    const errors = await refusal(test, { 'a.csv': examples(dataset, ...rows) });
    expect(errors).toEqual([`a.csv, line 2, ${expected}`, nothingChanged]);
  });
});

describe('the shares of a customer in one kind', () => {
  const other = (values: Cells): Cells => ({ code: 'example-autre', unit: 'metz-cuisine-chr', ...values });

  it('add up to at most 1, on the date when they are highest', async () => {
    const errors = await refusal(test, {
      'a.csv': examples('supply-contracts', other({ share: '0.2', start: '2026-07-01' })),
    });
    expect(errors).toEqual([
      'a.csv, line 2, column share: "0.2": expected a share that keeps the total of the customer 570000596 in MEALS at 1 or less; on 2026-07-01 it is 1.1',
      nothingChanged,
    ]);
  });

  it('are added up within a file, whose last row is rejected', async () => {
    const rows = [
      { share: '0.5' },
      other({ share: '0.4', start: '' }),
      other({ code: 'example-troisieme', unit: 'metz-cuisine-legouest', share: '0.2', start: '' }),
    ];
    expect(await refusal(test, { 'a.csv': examples('supply-contracts', ...rows) })).toEqual([
      'a.csv, line 4, column share: "0.2": expected a share that keeps the total of the customer 570000596 in MEALS at 1 or less; on 2026-01-01 it is 1.1',
      nothingChanged,
    ]);
  });

  it('blame a row of the date on which they are too high', async () => {
    const rows = [
      { share: '0.5' },
      other({ share: '0.6', start: '2026-07-01' }),
      other({ code: 'example-troisieme', unit: 'metz-cuisine-legouest', share: '0.1', end: '2026-03-01' }),
    ];
    expect(await refusal(test, { 'a.csv': examples('supply-contracts', ...rows) })).toEqual([
      'a.csv, line 3, column share: "0.6": expected a share that keeps the total of the customer 570000596 in MEALS at 1 or less; on 2026-07-01 it is 1.1',
      nothingChanged,
    ]);
  });

  it.each([
    [
      'that add up to 1',
      [
        { share: '0.7' },
        other({ share: '0.2' }),
        other({ code: 'example-troisieme', unit: 'metz-cuisine-legouest', share: '0.1' }),
      ],
    ],
    ['one after the other', [{ share: '1', end: '2026-06-01' }, other({ share: '1', start: '2026-06-01' })]],
    ['of meals and of linen', [{ share: '1' }, { ...laverie, customer: '570005215', share: '1' }]],
  ])('may be such %s', async (_, rows) => {
    const options = { dryRun: true };
    const { summary } = await test.load({ 'a.csv': examples('supply-contracts', ...rows) }, options, partner);
    expect([...summary.files.values()]).toEqual([{ read: rows.length, rejected: 0, warnings: 0 }]);
  });
});

it('a contract is of its unit’s kind, and moves with it', async () => {
  const kind = async (): Promise<string> => {
    const [row] = await test.database.query<{ kind: string }>(
      `select kind from logistics.supply_contract where code = 'example-mobile'`,
    );
    return row!.kind;
  };
  const mobile = { code: 'example-mobile', customer: '570005215', share: '' };
  await test.load({ 'a.csv': examples('supply-contracts', mobile) }, {}, partner);
  expect(await kind()).toBe('MEALS');
  await test.load({ 'a.csv': examples('supply-contracts', { ...laverie, ...mobile }) }, {}, partner);
  expect(await kind()).toBe('LINEN');
});
