import { afterAll, beforeAll, expect, it } from 'vitest';
import { administer } from '../support/database.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const engines: Engine[] = ['local', 'remote'];
const QUERY = `{ establishment(finess: "570000596") { name careUnits { totalCount } } territory(code: "57") { name } }`;
const whole = {
  establishment: { name: 'HIA LEGOUEST', careUnits: { totalCount: 6 } },
  territory: { name: 'Moselle' },
};
const services = `datname = current_database() and application_name ~ '^maillage (establishments|clinical)$'`;

/** Terminates the services' connections once a number of them wait for a lock. */
async function terminate(waiting = 0): Promise<void> {
  const lock = `select count(*)::int as count from pg_stat_activity where ${services} and wait_event_type = 'Lock'`;
  while ((await hub.database.query<{ count: number }>(lock))[0]!.count < waiting) {
    // Within a transaction PostgreSQL keeps its first snapshot of activity.
    await hub.database.query('select pg_stat_clear_snapshot()');
  }
  await hub.database.query(`select pg_terminate_backend(pid, 60000) from pg_stat_activity where ${services}`);
}

const allowConnections = (allowed: boolean): Promise<unknown> =>
  administer((client) => client.query(`alter database ${hub.database.name} allow_connections ${allowed}`));

it.each(engines)('%s: connections that the server has closed cost no request', async (engine) => {
  expect((await hub.executeOn(engine, QUERY)).data).toEqual(whole);
  await terminate();
  expect(await hub.executeOn(engine, QUERY)).toMatchObject({ data: whole, errors: [] });
});

it.each(engines)(
  '%s: a statement that the server terminates makes its service unavailable for its own fields only',
  async (engine) => {
    await hub.database.query('begin; lock table clinical.care_unit in access exclusive mode');
    const answer = hub.executeOn(engine, QUERY);
    await terminate(1);
    await hub.database.query('rollback');
    expect(await answer).toMatchObject({
      data: {
        establishment: { name: 'HIA LEGOUEST', careUnits: null },
        territory: { name: 'Moselle' },
      },
      errors: [{ message: 'Service "clinical" is unavailable.', path: ['establishment', 'careUnits', 'totalCount'] }],
    });
  },
);

it('reports a missing database alike on both engines, with the cause in the log, and recovers once it is back', async () => {
  await allowConnections(false);
  await terminate();
  hub.logged.length = 0;
  for (const engine of engines) {
    const { data, errors } = await hub.executeOn(engine, QUERY);
    expect(data).toEqual({ establishment: null, territory: null });
    // Both fail at the same time, in any order.
    expect(errors.map(({ path }) => path!.join('.')).toSorted()).toEqual(['establishment', 'territory']);
    for (const { message, extensions } of errors) {
      expect(message).toBe('Service "establishments" is unavailable.');
      expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'establishments' });
    }
  }
  for (const { details } of hub.logged) {
    expect(details.err.message).toContain('not currently accepting connections');
    expect(details.requestId).toMatch(/^[0-9a-f-]{36}$/);
  }
  expect(new Set(hub.logged.map(({ message }) => message))).toEqual(
    new Set(['Service unavailable', 'Database unavailable']),
  );
  await allowConnections(true);
  expect((await hub.execute(QUERY)).data).toEqual(whole);
});
