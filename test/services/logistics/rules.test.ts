import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { insertRow } from '../../support/rows.ts';

let database: TestDatabase;
let others: pg.Client[];

beforeAll(async () => {
  database = await cloneDatabase();
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, source_code)
    select 'zz-' || lower(kind) || '-' || n, kind, 'ZZ', 'OPERATING', 'test' from generate_series(1, 3) n, unnest(array['MEALS', 'LINEN']) kind`);
  others = [new pg.Client(database.url), new pg.Client(database.url)];
  for (const other of others) await other.connect();
});

beforeEach(() => database.query('delete from logistics.supply_contract'));

afterAll(async () => {
  for (const other of others) await other.end();
  await database.drop();
});

const customer = '990000013';

/** A statement that adds a contract of a customer with the nth kitchen. */
const contract = (n: number, share: number | null, period = '(,)', kind = 'MEALS', finess = customer): string =>
  `insert into logistics.supply_contract (code, unit_code, kind, customer_finess, share, period, source_code)
   values ('zz-${kind.toLowerCase()}-${n}-${finess}', 'zz-${kind.toLowerCase()}-${n}', '${kind}', '${finess}', ${share}, '${period}', 'test')`;

const together = (...statements: string[]): Promise<unknown> =>
  database.query(`begin; ${statements.join('; ')}; commit`).catch(async (error: unknown) => {
    await database.query('rollback');
    throw error;
  });

const shares = { constraint: 'supply_contract_shares' };

describe('the database refuses', () => {
  const sound: Record<string, object> = {
    production_unit: { kind: 'MEALS', name: 'ZZ', status: 'PLANNED' },
    supply_contract: { unit_code: 'zz-meals-1', kind: 'MEALS', customer_finess: customer },
  };
  it.each([
    ['production_unit', { code: 'zz bad' }, 'code_check'],
    ['production_unit', { code: 'zz-meals-1' }, 'pkey'],
    ['production_unit', { kind: 'PARKING' }, 'kind_check'],
    ['production_unit', { name: '' }, 'name_check'],
    ['production_unit', { status: 'OPEN' }, 'status_check'],
    ['production_unit', { site_finess: '99' }, 'site_finess_check'],
    ['production_unit', { operator_finess: '' }, 'operator_finess_check'],
    ['production_unit', { operated_by_code: '' }, 'operated_by_code_check'],
    ['production_unit', { operator_finess: '990000011', operated_by_code: '990000003' }, 'operators'],
    ['production_unit', { daily_capacity: -1 }, 'daily_capacity_check'],
    ['production_unit', { daily_capacity: 'NaN' }, 'daily_capacity_check'],
    ['production_unit', { daily_capacity: 'Infinity' }, 'daily_capacity_check'],
    ['production_unit', { delivery: 'LUKEWARM' }, 'delivery_check'],
    ['production_unit', { kind: 'LINEN', delivery: 'COLD_CHAIN' }, 'kitchen'],
    ['production_unit', { hygiene_certified: false }, 'laundry'],
    ['supply_contract', { code: 'zz--bad' }, 'code_check'],
    ['supply_contract', { unit_code: 'zz-none' }, 'unit'],
    ['supply_contract', { kind: 'LINEN' }, 'unit'],
    ['supply_contract', { customer_finess: '99' }, 'customer_finess_check'],
    ['supply_contract', { daily_volume: -0.1 }, 'daily_volume_check'],
    ['supply_contract', { daily_volume: 'NaN' }, 'daily_volume_check'],
    ['supply_contract', { daily_volume: 'Infinity' }, 'daily_volume_check'],
    ['supply_contract', { share: -0.01 }, 'share_check'],
    ['supply_contract', { share: 1.01 }, 'share_check'],
    ['supply_contract', { share: 'NaN' }, 'share_check'],
    ['supply_contract', { unit_cost_eur: -0.01 }, 'unit_cost_eur_check'],
    ['supply_contract', { unit_cost_eur: 'NaN' }, 'unit_cost_eur_check'],
    ['supply_contract', { unit_cost_eur: 'Infinity' }, 'unit_cost_eur_check'],
    ['supply_contract', { diets: [null] }, 'diets_check'],
    ['supply_contract', { articles: [''] }, 'articles_check'],
    ['supply_contract', { articles: ['Draps'] }, 'linen'],
    ['supply_contract', { unit_code: 'zz-linen-1', kind: 'LINEN', diets: ['Normal'] }, 'meals'],
    ['supply_contract', { period: 'empty' }, 'period_check'],
  ])('a %s with %j', async (table, fault, rule) => {
    const row = { code: 'zz-bad', source_code: 'test', ...sound[table], ...fault };
    await expect(insertRow(database, `logistics.${table}`, row)).rejects.toMatchObject({
      constraint: `${table}_${rule}`,
    });
  });

  it('a unit to change its kind under its contracts', async () => {
    await database.query(contract(1, null));
    const change = `update logistics.production_unit set kind = 'LINEN' where code = 'zz-meals-1'`;
    await expect(database.query(change)).rejects.toMatchObject({ constraint: 'supply_contract_unit' });
  });

  it.each([
    ['on one day', '[2019-12-31,2020-01-02)', true],
    ['always', '(,)', true],
    ['but not from the day on which it ends', '[2020-01-01,)', false],
  ])('a second contract with the same customer %s', async (_, period, isRefused) => {
    await database.query(contract(1, null, '[2015-01-01,2020-01-01)'));
    const second = database.query(contract(1, null, period).replace("('zz-", "('zz-second-"));
    if (isRefused) await expect(second).rejects.toMatchObject({ constraint: 'supply_contract_period' });
    else await second;
  });
});

describe('the shares of a customer', () => {
  it.each([
    // In binary the first three make less than 1, and the next three more.
    ['of 1 in decimals', [contract(1, 0.7), contract(2, 0.2), contract(3, 0.1)]],
    ['of 1 in decimals, again', [contract(1, 0.33), contract(2, 0.56), contract(3, 0.11)]],
    ['one after the other', [contract(1, 1, '(,2020-01-01)'), contract(2, 1, '[2020-01-01,)')]],
    ['in two kinds', [contract(1, 1), contract(1, 1, '(,)', 'LINEN')]],
    ['of two customers', [contract(1, 1), contract(2, 1, '(,)', 'MEALS', '990000014')]],
    ['not all known', [contract(1, 1), contract(2, null), contract(3, 0)]],
    [
      'that change hands',
      [contract(1, 1), contract(2, 1), `update logistics.supply_contract set share = 0 where unit_code = 'zz-meals-1'`],
    ],
    ['of one that is gone', [contract(1, 1), 'delete from logistics.supply_contract', contract(2, 1)]],
  ])('may be %s', async (_, statements) => {
    await together(...statements);
  });

  it.each([
    ['always', '(,)', '(,)', expect.stringMatching(/^\d{4}-\d\d-\d\d$/)],
    ['on one day', '(,2020-01-02)', '[2020-01-01,)', '2020-01-01'],
    ['before a day', '(,2020-01-01)', '(,2020-02-01)', '2019-12-31'],
    ['within', '[2015-01-01,2020-01-01)', '[2016-01-01,2017-01-01)', '2016-01-01'],
    ['from a day on', '[2015-01-01,)', '[2016-01-01,)', '2016-01-01'],
  ])('are not more than 1 %s', async (_, first, second, day) => {
    await database.query(contract(1, 0.7, first));
    const refused = await database.query(contract(2, 0.31, second)).then(String, (error: unknown) => error);
    expect(refused).toMatchObject(shares);
    const { message, detail } = refused as pg.DatabaseError;
    const [told] = /\d{4}-\d\d-\d\d/.exec(message)!;
    expect(told).toEqual(day);
    expect(message).toBe(
      `the contracts of customer 990000013 in MEALS share out 1.01 of its need on ${told}, where 1 is all of it`,
    );
    expect(detail).toBe(
      `Customer 990000013, MEALS, on ${told}: zz-meals-1-990000013 has 0.7, zz-meals-2-990000013 has 0.31.`,
    );
  });

  it('are refused for the day on which they are most', async () => {
    const all = together(
      contract(1, 0.7),
      contract(2, 0.4, '[2016-01-01,)'),
      contract(3, 0.4, '[2017-01-01,2018-01-01)'),
    );
    await expect(all).rejects.toThrow('share out 1.5 of its need on 2017-01-01,');
  });

  it.each([
    ['a larger share', `share = 0.6 where unit_code = 'zz-meals-2'`],
    ['a longer period', `period = '(,)' where unit_code = 'zz-meals-3'`],
    ['another customer', `customer_finess = '${customer}' where customer_finess <> '${customer}'`],
  ])('are not made more than 1 by %s', async (_, change) => {
    await together(
      contract(1, 0.5),
      contract(2, 0.5, '[2020-01-01,)'),
      contract(3, 0.5, '(,2020-01-01)'),
      contract(3, 0.5, '[2020-01-01,)', 'MEALS', '990000014'),
    );
    await expect(database.query(`update logistics.supply_contract set ${change}`)).rejects.toMatchObject(shares);
  });

  it('are kept by two transactions at once', async () => {
    const [first, second] = others as [pg.Client, pg.Client];
    await first.query(`begin; ${contract(1, 0.6)}; set constraints all immediate`);
    const late = second.query(contract(2, 0.6)).then(String, (error: unknown) => error);
    // Others are not held back.
    await database.query(contract(2, 0.6, '(,)', 'LINEN'));
    await database.query(contract(2, 0.6, '(,)', 'MEALS', '990000014'));
    const isWaiting = async (): Promise<string> => {
      const waiting = `select from pg_locks where locktype = 'advisory' and not granted`;
      while ((await database.query(waiting)).length === 0);
      return 'waits';
    };
    expect(await Promise.race([late, isWaiting()])).toBe('waits');
    await first.query('commit');
    expect(await late).toMatchObject(shares);
  });

  it('are free again where the other transaction is undone', async () => {
    const [first, second] = others as [pg.Client, pg.Client];
    await first.query(`begin; ${contract(1, 0.6)}; set constraints all immediate`);
    const late = second.query(contract(2, 0.6));
    await first.query('rollback');
    await late;
  });

  it.each(['repeatable read', 'serializable'])('are not written where others are not seen: %s', async (level) => {
    await expect(together(`set transaction isolation level ${level}`, contract(1, 0.5))).rejects.toThrow(level);
    await together(`set transaction isolation level ${level}`, contract(1, null));
  });
});
