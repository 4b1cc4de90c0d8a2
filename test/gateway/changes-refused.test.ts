import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '../../platform/contract/caller.ts';
import { purge } from '../../services/kit/database/change-log/purge.ts';
import pg from 'pg';
import { caughtUp, startReader } from '../support/change-log.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const ask = async (after: string | null = null) => {
  const { data, errors } = await hub.execute(
    'query ($after: String) { changes(after: $after) { nodes { key cursor } pageInfo { endCursor } } }',
    { after },
    anonymous,
  );
  return { nodes: data.changes?.nodes, errors };
};

const rename = (name: string) =>
  hub.database.query(`update establishment set long_name = '${name}' where finess = '570005165'`);

test('says so where nobody has begun to read', async () => {
  await hub.database.query('delete from change_log; delete from change');
  const { errors } = await ask();
  expect(errors[0]).toMatchObject({
    message: expect.stringMatching(/^This hub has no change log: no process has started to read it/),
    extensions: { code: 'NOT_FOUND' },
  });
});

test('refuses a cursor once what followed it is purged, and names where to start again', async () => {
  const reader = await startReader(hub.database.url);
  for (const name of ['Un', 'Deux', 'Trois']) await rename(name);
  const { nodes } = await ask();
  await hub.database.query(
    `update change set at = now() - interval '401 days' where position < (select max(position) from change)`,
  );
  const client = new pg.Client({ connectionString: hub.database.url });
  await client.connect();
  expect(await purge(client, 400)).toBe(2);
  await client.end();
  const { errors } = await ask(nodes[0].cursor);
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } });
  const [, again] = /go on from `([^`]+)`/.exec(errors[0]!.message)!;
  expect(await ask(again)).toEqual({ nodes: [nodes[2]], errors: [] });
  expect(await ask(nodes[1].cursor)).toEqual({ nodes: [nodes[2]], errors: [] });
  await reader.close();
});

test('starts anew where the slot is gone: what was missed is unknown, and older cursors are refused', async () => {
  const { nodes: before } = await ask();
  await hub.database.query(
    `select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()`,
  );
  await rename('Nobody reads this');
  const reader = await startReader(hub.database.url);
  expect(reader.log).toContain('the change log starts now');
  await rename('Cinq');
  await caughtUp(hub.database.url);
  const { nodes, errors } = await ask();
  expect(errors).toEqual([]);
  expect(nodes).toHaveLength(1);
  expect((await ask(before[0].cursor)).errors[0]!.message).toMatch(/^`after` has expired/);
  await reader.close();
});

test('refuses an invalid cursor', async () => {
  expect((await ask('essai')).errors[0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'after' });
});
