import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { startReader, type TestReader } from '../support/change-log.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { bearer } from '../support/tokens.ts';

let hub: TestHub;
let reader: TestReader;
let contract: { code: string; customer: string; operator: string };

beforeAll(async () => {
  hub = await testHub();
  [contract] = (await hub.database.query<typeof contract>(
    `update logistics.production_unit u set operator_finess = '570000596', operated_by_code = null
     from logistics.supply_contract c where u.code = c.unit_code and c.customer_finess <> '570000596'
       and c.code = (select min(code) from logistics.supply_contract where customer_finess <> '570000596')
     returning c.code, c.customer_finess as customer, u.operator_finess as operator`,
  )) as [typeof contract];
  reader = await startReader(hub.database.url);
  await hub.database.query(`
    update logistics.supply_contract set unit_cost_eur = 41 where code = '${contract.code}';
    update logistics.supply_contract set unit_cost_eur = 42, daily_volume = 43 where code = '${contract.code}';
    insert into clinical.workforce_need (code, establishment_finess, specialty_code, required_fte, filled_fte, period, source_code)
    select 'essai', '${contract.customer}', min(code), 3, 1, '[2026-01-01,)', 'illustrative' from clinical.specialty`);
});

afterAll(async () => {
  await reader.close();
  await hub.close();
});

const told = async (caller: Caller) => {
  const { data, errors } = await hub.execute(
    '{ changes { totalCount nodes { type fields { field after } } } }',
    {},
    caller,
  );
  expect(errors).toEqual([]);
  const { nodes, totalCount } = data.changes;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ fields }: { fields: { field: string; after: string }[] }) =>
    fields.map(({ field, after }) => `${field}=${after}`).join(' '),
  );
};

const all = [
  'unitCostEur=41',
  'dailyVolume=43 unitCostEur=42',
  expect.stringMatching(/^code=essai .*requiredFte=3 filledFte=1/),
];

test('tells the parties of a fact all of it: customer and operator, the establishment itself', async () => {
  expect(await told(bearer(contract.customer, 'partner'))).toEqual(all);
  expect(await told(bearer(contract.operator, 'partner'))).toEqual(all.slice(0, 2));
});

test('tells whom an operator lets see everything all of it', async () => {
  expect(await told(bearer('750000218', 'partner', 'partner:all'))).toEqual(all);
});

test('tells others nothing that is for partners, and not that there was a change of nothing else', async () => {
  const others = [anonymous, bearer('750000218', 'partner'), bearer(contract.customer, 'openid')];
  for (const caller of others) expect(await told(caller)).toEqual(['dailyVolume=43']);
});
