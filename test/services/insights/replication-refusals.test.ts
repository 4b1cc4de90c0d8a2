import { afterAll, beforeAll, expect, test } from 'vitest';
import { services as registered } from '../../../services/registry.ts';
import { openReadSide } from '../../../services/kit/database/open-database.ts';
import { replicate } from '../../../services/kit/database/replication/replicate.ts';
import { OperatorError } from '../../../platform/errors.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { plainCluster } from '../../support/replication.ts';

// Those of the template, so that no role of the shared server changes.
const services = registered.filter((service) => !service.isReadSide);

let hub: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  hub = await cloneDatabase();
  other = await cloneDatabase();
});

afterAll(() => Promise.all([hub.drop(), other.drop()]));

/** What a replication is refused with: one line, without passwords. */
async function refusal(from: string, to: string): Promise<string> {
  const error = await replicate(from, to, services).catch((fault: unknown) => fault);
  expect(error).toBeInstanceOf(OperatorError);
  const { message } = error as Error;
  expect(message).not.toContain('\n');
  for (const url of [from, to]) expect(message).not.toContain(new URL(url).password);
  return message;
}

const slots = () => hub.query('select slot_name from pg_replication_slots where database = current_database()');

test('refuses a hub whose log does not serve replication', async () => {
  const plain = await plainCluster();
  const message = await refusal(plain.url, other.url).finally(() => plain.close());
  expect(message).toMatch(/^The database at 127\.0\.0\.1:\d+ runs with wal_level=replica: .*wal_level=logical/);
});

test('refuses a target that does not answer', async () => {
  expect(await refusal(hub.url, 'postgres://maillage:s3cret@127.0.0.1:1/insights')).toBe(
    'The hub cannot reach the database at 127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1',
  );
});

test("refuses the hub's own database, whatever its address", async () => {
  const again = hub.url.replace('127.0.0.1', 'localhost');
  expect(again).not.toBe(hub.url);
  expect(await refusal(hub.url, again)).toContain("INSIGHTS_DATABASE_URL names the hub's own database");
});

test('refuses a target with rows of its own, and leaves them there and no slot behind', async () => {
  expect(await refusal(hub.url, other.url)).toMatch(
    /^The hub cannot replicate establishments to the database at 127\.0\.0\.1:\d+: its table establishments\.\S+ already has rows; use an empty database$/,
  );
  expect(await other.query('select finess from establishment where is_military')).not.toEqual([]);
  expect(await slots()).toEqual([]);
});

test('refuses a source under an address that the target cannot use, and leaves no slot behind', async () => {
  const tables = await other.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema = 'establishments' and table_type = 'BASE TABLE' and table_name <> 'migration'`,
  );
  await other.query(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`);
  // The hub reaches its database under this URL, with a setting that PostgreSQL's own library does not know.
  const message = await refusal(`${hub.url}?keepAlive=true`, other.url);
  expect(message).toContain('The hub cannot replicate establishments');
  expect(await slots()).toEqual([]);
});

test('the read side opens its own database where the settings name one', async () => {
  const settings = { DATABASE_URL: hub.url, DATA_DIR: '' };
  expect((await openReadSide({ ...settings, INSIGHTS_DATABASE_URL: other.url })).url).toBe(other.url);
  expect((await openReadSide({ ...settings, INSIGHTS_DATABASE_URL: undefined })).url).toBe(hub.url);
});
