import { Registry } from 'prom-client';
import { expect, test, vi } from 'vitest';
import { addDatabaseMetrics } from '../../../services/kit/database/database-metrics.ts';
import { ServiceDatabase } from '../../../services/kit/database/service-database.ts';
import { services } from '../../../services/registry.ts';
import { startReader } from '../../support/change-log.ts';
import { cloneDatabase } from '../../support/database.ts';
import { readMetrics } from '../../support/metrics.ts';

test('a scrape tells whether somebody reads, how much is unread, and how much the server keeps for it', async () => {
  const database = await cloneDatabase();
  const establishments = new ServiceDatabase(services[0]!, database.url, { poolSize: 1 });
  const registry = new Registry();
  addDatabaseMetrics(registry, [establishments]);
  const [{ slot }] = (await database.query(
    "select 'maillage_changes_' || oid as slot from pg_database where datname = current_database()",
  )) as [{ slot: string }];
  const scrape = async () => {
    const figures = readMetrics(await registry.metrics());
    return ['up', 'unread_bytes', 'kept_bytes'].map((name) =>
      figures.get(`maillage_change_log_${name}{slot="${slot}"}`),
    );
  };
  expect(await scrape()).toEqual([undefined, undefined, undefined]);
  const reader = await startReader(database.url);
  const [up, , kept] = await scrape();
  expect([up, kept! > 0]).toEqual([1, true]);
  await reader.close();
  await database.query(
    'create table ballast as select repeat(md5(n::text), 50) as text from generate_series(1, 1000) n',
  );
  await vi.waitFor(async () => {
    const [isUp, unread, keptNow] = await scrape();
    expect(isUp).toBe(0);
    expect(unread).toBeGreaterThan(100_000);
    expect(keptNow).toBeGreaterThanOrEqual(unread!);
  });
  await establishments.close();
  await database.drop();
});
