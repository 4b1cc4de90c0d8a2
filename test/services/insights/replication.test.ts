import { Migration } from '@mikro-orm/migrations';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { seed } from '../../../imports/seed.ts';
import { insights } from '../../../services/insights/index.ts';
import { services as registered } from '../../../services/registry.ts';
import type { Cluster } from '../../../services/kit/database/embedded/cluster.ts';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { replicate } from '../../../services/kit/database/replication/replicate.ts';
import { serviceUrl } from '../../../services/kit/database/role.ts';
import { everyRow, ownCluster, replicationMetrics, rowsOf, sameRows } from '../../support/replication.ts';
import { testSubgraph } from '../../support/subgraph.ts';

const hubServices = registered.filter((service) => service !== insights);
const services = [...hubServices, insights];
const names = hubServices.map(({ name }) => name).toSorted();

let hub: Cluster;
let own: Cluster;
let firstChanges: string[];

beforeAll(async () => {
  [hub, own] = await Promise.all([ownCluster(), ownCluster()]);
  await migrate(hub.url, services);
  await seed(hub.url);
  firstChanges = await replicate(hub.url, own.url, services);
});

afterAll(async () => {
  // The read side first: the hub's server waits for what it still has to send.
  await own.close();
  await hub.close();
});

const edges = 'select e.* from insights.dependency_edge e order by e::text';

test('brings all rows of all services, and the read side answers from them', async () => {
  expect(firstChanges.filter((change) => !change.startsWith('migrated'))).toEqual(
    hubServices.flatMap(({ name }) => [`published: ${name}`, `subscribed: ${name}`]),
  );
  const tables = await sameRows(hub.url, own.url, await everyRow(hub.url, names));
  expect(tables.find(({ name }) => name === 'establishments.establishment')).toMatchObject({ rows: 170 });
  const asInsights = await rowsOf(serviceUrl('insights', own.url), edges);
  expect(asInsights.length).toBeGreaterThan(5);
  expect(asInsights).toEqual(await rowsOf(hub.url, edges));
});

test('publishes only tables with a primary key: of another one, the hub itself could no longer change a row', async () => {
  const keyless = await rowsOf(
    hub.url,
    `select p.schemaname, p.tablename from pg_publication_tables p where not exists (
       select from pg_index i where i.indrelid = format('%I.%I', p.schemaname, p.tablename)::regclass and i.indisprimary)`,
  );
  expect(keyless).toEqual([]);
});

test('brings what is new, changed or gone', async () => {
  const [contract] = await rowsOf<{ code: string }>(hub.url, 'select min(code) as code from logistics.supply_contract');
  await rowsOf(
    hub.url,
    `insert into clinical.care_unit (code, kind, name, discipline_code, site_finess, beds, source_code)
     select 'replicated', kind, 'Unité Étoile', discipline_code, site_finess, 7, source_code from clinical.care_unit limit 1`,
  );
  await rowsOf(
    hub.url,
    "update establishments.establishment set name = 'HIA Legouest-Émile' where finess = '570000596'",
  );
  await rowsOf(hub.url, `delete from logistics.supply_contract where code = '${contract!.code}'`);
  await sameRows(hub.url, own.url, await everyRow(hub.url, names));
  expect(await rowsOf(own.url, "select beds, name_folded from clinical.care_unit where code = 'replicated'")).toEqual([
    { beds: 7, name_folded: 'unite etoile' },
  ]);
  expect(
    await rowsOf(own.url, "select name_folded from establishments.establishment where finess = '570000596'"),
  ).toEqual([{ name_folded: 'hia legouest emile' }]);
  expect(await rowsOf(own.url, `select from logistics.supply_contract where code = '${contract!.code}'`)).toEqual([]);
  expect(await rowsOf(own.url, edges)).toEqual(await rowsOf(hub.url, edges));
});

describe('again', () => {
  const slots = () => rowsOf(hub.url, 'select slot_name from pg_replication_slots where not temporary order by 1');
  const subscriptions = () => rowsOf(own.url, 'select oid, subname, subslotname from pg_subscription order by 1');

  test('changes nothing', async () => {
    const before = [await slots(), await subscriptions()];
    expect(before.map((list) => list.length)).toEqual([names.length, names.length]);
    expect(await replicate(hub.url, own.url, services)).toEqual([]);
    expect([await slots(), await subscriptions()]).toEqual(before);
  });

  test('takes in a table that an upgrade brings', async () => {
    class Ward extends Migration {
      override up(): void {
        this.addSql('create table ward (code text primary key)');
      }
    }
    const upgraded = services.map((service) =>
      service.name === 'clinical' ? { ...service, migrations: [...service.migrations, Ward] } : service,
    );
    await migrate(hub.url, upgraded);
    await rowsOf(hub.url, "insert into clinical.ward values ('first')");
    expect(await replicate(hub.url, own.url, upgraded)).toEqual(['migrated: clinical Ward', 'published: clinical']);
    expect(await sameRows(hub.url, own.url, 'select * from clinical.ward')).toEqual([{ code: 'first' }]);
    for (const { url } of [hub, own]) await rowsOf(url, 'drop table clinical.ward');
  });

  test('starts over where the hub no longer knows what it has sent', async () => {
    await rowsOf(own.url, 'alter subscription maillage_logistics disable');
    await vi.waitFor(
      () =>
        rowsOf(
          hub.url,
          "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name ~ '^maillage_logistics_'",
        ),
      { timeout: 20_000 },
    );
    await rowsOf(hub.url, 'delete from logistics.supply_contract');
    expect(await replicate(hub.url, own.url, services)).toEqual(['subscribed: logistics']);
    await sameRows(hub.url, own.url, 'select code from logistics.production_unit order by 1');
    expect(await rowsOf(own.url, 'select from logistics.supply_contract')).toEqual([]);
  });
});

describe('a database beside the hub’s, on the same server', () => {
  test('receives as well, through slots of its own', async () => {
    await rowsOf(hub.url, 'create database beside');
    const url = new URL(hub.url);
    url.pathname = '/beside';
    expect(await replicate(hub.url, url.href, services)).toContain('subscribed: clinical');
    await sameRows(hub.url, url.href, 'select code, name_folded from clinical.care_unit order by 1');
  });
});

describe('the lag', () => {
  const question = '{ replication { name isReplicated lagSeconds lastReceivedAt } }';

  test('is that of each service, in one statement', async () => {
    const before = Date.now();
    const subgraph = await testSubgraph(insights, own.url);
    try {
      // Whatever the hub does, it says when there is nothing more to send.
      await rowsOf(hub.url, "update clinical.care_unit set beds = 8 where code = 'replicated'");
      const { data, errors, statements } = await vi.waitFor(
        async () => {
          const answer = await subgraph.execute(question);
          expect(answer.data.replication).toEqual(
            names.map((name) => ({
              name,
              isReplicated: true,
              lagSeconds: expect.any(Number),
              lastReceivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
            })),
          );
          for (const { lastReceivedAt } of answer.data.replication)
            expect(Date.parse(lastReceivedAt)).toBeGreaterThanOrEqual(before);
          return answer;
        },
        { timeout: 40_000, interval: 100 },
      );
      expect(errors).toEqual([]);
      expect(statements).toHaveLength(1);
      const metrics = await replicationMetrics(own.url);
      for (const { name, lagSeconds, lastReceivedAt } of data.replication) {
        expect(metrics.get(`maillage_replication_up{service="${name}"}`)).toBe(1);
        expect(metrics.get(`maillage_replication_lag_seconds{service="${name}"}`)).toBeGreaterThanOrEqual(0);
        expect(lagSeconds).toBeGreaterThanOrEqual(0);
        expect(lagSeconds).toBeLessThan((Date.now() - before) / 1000 + 1);
        expect(Date.parse(lastReceivedAt)).toBeLessThanOrEqual(Date.now() + 1000);
      }
    } finally {
      await subgraph.close();
    }
  });

  test('is unknown while nothing arrives', async () => {
    await rowsOf(own.url, 'alter subscription maillage_clinical disable');
    const subgraph = await testSubgraph(insights, own.url);
    try {
      const stopped = { name: 'clinical', isReplicated: true, lagSeconds: null, lastReceivedAt: null };
      await vi.waitFor(
        async () => expect((await subgraph.execute(question)).data.replication).toContainEqual(stopped),
        { timeout: 20_000, interval: 100 },
      );
      const metrics = await replicationMetrics(own.url);
      expect(metrics.get('maillage_replication_up{service="clinical"}')).toBe(0);
      expect(metrics.has('maillage_replication_lag_seconds{service="clinical"}')).toBe(false);
      expect(metrics.has('maillage_replication_lag_seconds{service="logistics"}')).toBe(true);
    } finally {
      await subgraph.close();
      await rowsOf(own.url, 'alter subscription maillage_clinical enable');
    }
  });

  test('is none on one database', async () => {
    const subgraph = await testSubgraph(insights, hub.url);
    const { data } = await subgraph.execute(question).finally(() => subgraph.close());
    expect(data.replication).toEqual(
      names.map((name) => ({ name, isReplicated: false, lagSeconds: null, lastReceivedAt: null })),
    );
  });
});
