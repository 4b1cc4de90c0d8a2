import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { Replica } from '../../services/kit/database/replicas/replica.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

/** Databases of one server, in the roles of a primary and its replicas. */
let primary: TestDatabase;
let copies: TestDatabase[];
let opened: ServiceDatabase;
let statements: string[];

beforeAll(async () => {
  primary = await cloneDatabase();
  copies = [await cloneDatabase(), await cloneDatabase()];
});

afterEach(() => opened.close());
afterAll(() => Promise.all([primary, ...copies].map((database) => database.drop())));

/** A service's database with replicas at these URLs, all of them up. */
function open(...urls: string[]): Replica[] {
  const replicas = urls.map((url) => new Replica(url, { info() {}, warn() {} }));
  for (const replica of replicas) replica.enable();
  statements = [];
  const onStatement = (text: string): unknown => statements.push(text);
  opened = new ServiceDatabase(establishments, primary.url, { poolSize: 2, replicas, onStatement });
  return replicas;
}

/** The database that a request reads from. */
async function readFrom(): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(opened.reader());
  return rows[0]!.name;
}

const absent = 'postgres://maillage:secret@127.0.0.1:1/maillage';

test('requests take turns among the replicas', async () => {
  open(...copies.map(({ url }) => url));
  const names = [await readFrom(), await readFrom(), await readFrom(), await readFrom()];
  expect(names).toEqual([...copies, ...copies].map(({ name }) => name));
});

test.each([0, 1])('replica %i is skipped while it is down, and its turn goes to the other', async (down) => {
  const replicas = open(...copies.map(({ url }) => url));
  replicas[down]!.disable('for the test');
  const { name } = copies[1 - down]!;
  expect([await readFrom(), await readFrom()]).toEqual([name, name]);
});

test("a client's error on a replica is final: the primary does not repeat the statement", async () => {
  open(copies[0]!.url);
  await expect(sql`select ${'\0'}::text`.execute(opened.reader())).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  });
  expect(statements).toHaveLength(1);
});

test('the first read that loses a replica disables it, before any probe does', async () => {
  const [replica] = open(absent);
  expect(await readFrom()).toBe(primary.name);
  expect(replica!.isUp).toBe(false);
});

test('a statement that fails by itself leaves the replica in use', async () => {
  const [replica] = open(copies[0]!.url);
  await expect(sql`select * from missing`.execute(opened.reader())).rejects.toThrow('"missing" does not exist');
  expect(replica!.isUp).toBe(true);
  expect(await readFrom()).toBe(copies[0]!.name);
});

test('the pool of a disabled replica is closed, and a new one opens when it is back', async () => {
  const [replica] = open(copies[0]!.url);
  await readFrom();
  const [, lost] = opened.pools;
  replica!.disable('for the test');
  expect(lost!.ending).toBe(true);
  expect(opened.pools).toHaveLength(1);
  replica!.enable();
  expect(await readFrom()).toBe(copies[0]!.name);
  expect(opened.pools[1]).not.toBe(lost);
});

test('closing ends the pools of replicas too', async () => {
  open(copies[0]!.url);
  await readFrom();
  const { pools } = opened;
  await opened.close();
  expect(pools.map(({ ended }) => ended)).toEqual([true, true]);
  open();
});
