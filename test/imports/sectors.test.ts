import { beforeAll, describe, expect, it } from 'vitest';
import { extract, importTest, legalEntity, site } from './fixtures.ts';

const test = importTest();

const statuses = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await test.database.query(
        `select finess, coalesce(legal_status_code, 'none') || ' ' || sector as stated from establishment where finess like '01099%'`,
      )
    ).map((row) => [row['finess'], row['stated']]),
  );

const entities = (day: string, status: string): Record<string, string> => ({
  'ej.csv': extract(
    day,
    legalEntity(),
    legalEntity({ nofiness: '010990026', statutjuridique: status, siren: '260990026' }),
    legalEntity({ nofiness: '010990034', statutjuridique: '90', siren: '260990034' }),
  ),
});

describe('sectors', () => {
  beforeAll(async () => {
    await test.load({
      ...entities('2021-01-08', '95'),
      'et.csv': extract(
        '2021-01-08',
        site(),
        site({ nofinesset: '010990117', nofinessej: '010990026', siret: '' }),
        site({ nofinesset: '010990125', nofinessej: '010990034', siret: '' }),
        site({ nofinesset: '010990133', nofinessej: '010990042', siret: '' }),
        site({ nofinesset: '010990141', nofinessej: '010990059', categetab: '114', siret: '' }),
      ),
    });
  });

  it('follow from the legal status, that of a site from its legal entity', async () => {
    expect(await statuses()).toEqual({
      '010990018': '13 PUBLIC',
      '010990109': '13 PUBLIC',
      '010990026': '95 PRIVATE_FOR_PROFIT',
      '010990117': '95 PRIVATE_FOR_PROFIT',
      // Of foreign law.
      '010990034': '90 UNKNOWN',
      '010990125': '90 UNKNOWN',
      // No file states the status of these legal entities.
      '010990042': 'none UNKNOWN',
      '010990133': 'none UNKNOWN',
      // Military hospitals are the State's.
      '010990059': 'none PUBLIC',
      '010990141': 'none PUBLIC',
    });
  });

  it('change with it', async () => {
    await test.load(entities('2022-01-08', '60'));
    expect(await statuses()).toMatchObject({
      '010990026': '60 PRIVATE_NON_PROFIT',
      '010990117': '60 PRIVATE_NON_PROFIT',
      '010990109': '13 PUBLIC',
    });
  });

  it('stay when only the sites are loaded again', async () => {
    const before = await statuses();
    await test.load(
      {
        'et.csv': extract('2023-01-08', site(), site({ nofinesset: '010990117', nofinessej: '010990026', siret: '' })),
      },
      { partial: true },
    );
    expect(await statuses()).toEqual(before);
  });
});
