import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';

// Sites of the reference dataset: Mercy and Bel Air have surgery in 2024, Hayange and Félix Maréchal none.
const [mercy, belAir, hayange, felixMarechal] = ['570026682', '570000349', '570000281', '570005215'];

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`
    insert into clinical.authorisation (code, nature, legal_entity_finess, site_finess, activity_code, is_active, period, listed_on, source_code)
    select 'zz-' || site || activity || starts, 'AMM', '570005165', site, activity, true, daterange(starts::date, ends::date), '2026-08-18', 'finess-plus-activities'
    from (values
      ('${belAir}', 'QA002', '2020-01-01', null), ('${hayange}', 'QA002', '2020-01-01', null), ('${felixMarechal}', 'QA002', '2010-01-01', '2020-01-01'),
      ('${felixMarechal}', 'QA001', '2020-01-01', null), ('${mercy}', 'QA001', '2020-01-01', null), ('${mercy}', 'QA040', '2020-01-01', null)
    ) as given (site, activity, starts, ends)`);
});

afterAll(() => hub?.close());

const surgeons = { discipline: ['SURGERY'], year: 2024 };

/** The sites that an operation finds, on both engines. */
async function found(where: object): Promise<{ sites: string[]; total: number; statements: number }> {
  const query = `query ($where: CrossDomainWhere!) { findEstablishments(where: $where) { totalCount nodes { establishment { finess } } } }`;
  const { data, errors, statements } = await hub.execute(query, { where: { level: 'SITE', ...where } });
  expect(errors).toEqual([]);
  const { totalCount, nodes } = data.findEstablishments;
  return {
    sites: nodes.map((node: any) => node.establishment.finess).toSorted(),
    total: totalCount,
    statements: statements.length,
  };
}

describe('what is authorised and what is done, on both engines', () => {
  it('who is authorised and idle: an authorisation in force, and no activity; a statement of zero is none', async () => {
    const where = { authorisation: { activity: ['QA002'] }, NOT: { care: surgeons } };
    expect(await found(where)).toEqual({ sites: [hayange], total: 1, statements: 1 });
  });

  it('who is active without an authorisation: one of another activity, or that is over, does not count', async () => {
    const where = { care: surgeons, NOT: { authorisation: { activity: ['QA002'] } } };
    expect(await found(where)).toEqual({ sites: [mercy], total: 1, statements: 1 });
  });

  it('who was authorised and idle on an earlier day', async () => {
    const where = { authorisation: { activity: ['QA002'], asOf: '2015-06-01' }, NOT: { care: surgeons } };
    expect((await found(where)).sites).toEqual([felixMarechal]);
  });

  it('a declared activity is asked in the same way', async () => {
    await hub.database.query(
      `insert into clinical.declared_activity (establishment_finess, year, activity_code, is_present, source_code) values
       ('${mercy}', 2024, 'MEDNUC', false, 'sae-2024'), ('${belAir}', 2024, 'MEDNUC', true, 'sae-2024')`,
    );
    const [authorisation, declared] = [{ activity: ['QA040'] }, { activity: ['MEDNUC'] }];
    expect((await found({ authorisation, NOT: { declared } })).sites).toEqual([mercy]);
    expect((await found({ declared, NOT: { authorisation } })).sites).toEqual([belAir]);
  });
});
