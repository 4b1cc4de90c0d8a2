import pg from 'pg';
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

test('a scrape has the other metrics while a slot is made, which waits for every transaction', async () => {
  const database = await cloneDatabase();
  const establishments = new ServiceDatabase(services[0]!, database.url, { poolSize: 1 });
  const registry = new Registry();
  addDatabaseMetrics(registry, [establishments]);
  const [writer, maker] = [new pg.Client(database.url), new pg.Client(database.url)];
  await Promise.all([writer.connect(), maker.connect()]);
  await writer.query('begin');
  await writer.query('create table held ()');
  const made = maker.query(
    "select pg_create_logical_replication_slot('maillage_changes_' || oid, 'pgoutput', true) from pg_database where datname = current_database()",
  );
  await vi.waitFor(async () => {
    const slots = await database.query(
      'select from pg_replication_slots where confirmed_flush_lsn is null and database = current_database()',
    );
    expect(slots).toHaveLength(1);
  });
  expect(await registry.metrics()).not.toContain('maillage_change_log_unread_bytes{');
  await writer.query('rollback');
  await made;
  await Promise.all([writer.end(), maker.end(), establishments.close()]);
  await database.drop();
});
