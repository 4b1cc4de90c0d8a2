import { afterEach, expect, test, vi } from 'vitest';
import { seed } from '../../../imports/seed.ts';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { services } from '../../../services/registry.ts';
import { beginReader, caughtUp, loggedLines, startReader } from '../../support/change-log.ts';
import { plainCluster } from '../../support/replication.ts';
import { rowsOf } from '../../support/rows-of.ts';
import { testSubgraph } from '../../support/subgraph.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A server of a test's own, with the hub's tables and the reference dataset. */
async function server(settings?: string): Promise<string> {
  const { url, close } = await plainCluster(settings);
  closing.push(close);
  await migrate(url, services);
  await seed(url);
  return url;
}

const rename = (url: string, name: string) =>
  rowsOf(url, `update establishments.establishment set long_name = '${name}' where finess = '570005165'`);

async function ask(url: string) {
  const subgraph = await testSubgraph(services[0]!, url);
  closing.push(() => subgraph.close());
  return subgraph.execute('{ changes { nodes { key } } }');
}

test('a server without logical replication works without a log, which is told once and in words', async () => {
  const url = await server();
  const reader = beginReader(url);
  closing.push(reader.close);
  const reason = 'the database runs with wal_level=replica, and the log needs wal_level=logical';
  await vi.waitFor(() => expect(reader.log).toEqual([`There is no change log: ${reason}.`]), { timeout: 10_000 });
  await rename(url, 'Un');
  const { errors } = await ask(url);
  expect(errors[0]!.message).toBe(
    'This hub has no change log: its database runs with wal_level=replica, and the log needs wal_level=logical.',
  );
  expect(reader.log).toHaveLength(1);
}, 60_000);

test('a role that may not replicate is told of, with what a superuser has to do', async () => {
  const url = await server('-c wal_level=logical');
  await rowsOf(url, 'alter role maillage_change_log noreplication');
  const reader = beginReader(url);
  closing.push(reader.close);
  await vi.waitFor(() => expect(reader.log.join()).toContain('ALTER ROLE maillage_change_log REPLICATION'), {
    timeout: 10_000,
  });
  await rowsOf(url, 'alter role maillage_change_log replication');
  await vi.waitFor(() => expect(reader.log).toContain('the change log starts now'), { timeout: 10_000 });
}, 60_000);

test('a slot that the server gave up is made anew, and the log begins again', async () => {
  const url = await server(
    '-c wal_level=logical -c max_slot_wal_keep_size=16MB -c max_wal_size=64MB -c min_wal_size=32MB',
  );
  const reader = await startReader(url);
  await rename(url, 'Un');
  await caughtUp(url);
  await reader.close();
  // Larger than the server keeps.
  for (let times = 0; times < 4; times += 1) {
    await rowsOf(
      url,
      `create table ballast as select repeat(md5(n::text), 50) as text from generate_series(1, 15000) n`,
    );
    await rowsOf(url, 'drop table ballast');
    await rowsOf(url, 'select pg_switch_wal()');
    await rowsOf(url, 'checkpoint');
  }
  const slots = await rowsOf(url, 'select wal_status from pg_replication_slots');
  expect(slots).toEqual([{ wal_status: 'lost' }]);
  const again = await startReader(url);
  closing.push(again.close);
  expect(again.log).toEqual(['the change log starts now']);
  await rename(url, 'Deux');
  await caughtUp(url);
  expect((await ask(url)).data.changes.nodes).toEqual([{ key: 'finess=570005165' }]);
  // What was told before the gap is kept for the audit.
  expect(await loggedLines(url)).toHaveLength(2);
}, 120_000);
