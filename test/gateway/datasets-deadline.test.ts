import { afterAll, beforeAll, expect, it } from 'vitest';
import { administer } from '../support/database.ts';
import { datasetsClient } from '../support/datasets-client.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub({ deadlineMs: 1_500 });
});

afterAll(() => hub.close());

const unit = {
  code: 'chr-geriatrie',
  name: 'Unité de gériatrie',
  kind: 'WARD',
  discipline: '037',
  site: '570005165',
  source: 'article-metz-legouest',
};

/** How many connections of writers of the test's database run something. */
const running = (): Promise<number> =>
  administer(async (client) => {
    const { rows } = await client.query(
      `select from pg_stat_activity where datname = $1 and application_name = 'maillage partners' and state <> 'idle'`,
      [hub.database.name],
    );
    return rows.length;
  });

it.each(['local', 'remote'] as const)('a file that takes too long ends, and lets others write: %s', async (engine) => {
  const client = await datasetsClient(hub, engine);
  await hub.database.query('begin');
  await hub.database.query('lock table clinical.care_unit in access exclusive mode');
  const { status, body } = await client.put('care-units', [unit]);
  const endedAt = performance.now();
  expect(status).toBe(504);
  expect(body.errors).toMatchObject([
    { message: expect.stringMatching(/It is not known whether/), extensions: { code: 'DEADLINE_EXCEEDED' } },
  ]);
  // It would wait for the table for five seconds.
  while ((await running()) > 0 && performance.now() - endedAt < 2_000);
  expect(await running()).toBe(0);
  await hub.database.query('rollback');
  expect((await client.put('care-units', [unit], { query: '?dryRun=true' })).body).toMatchObject({ added: 1 });
  await client.close();
});
