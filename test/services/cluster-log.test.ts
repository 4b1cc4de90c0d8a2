import { appendFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { migrate } from '../../services/kit/database/migrate.ts';
import { serviceUrl } from '../../services/kit/database/role.ts';
import { services } from '../../services/registry.ts';
import { dataFolder, open, query } from '../support/clusters.ts';

const mebibyte = 1024 * 1024;
const logOf = (folder: string): string => join(folder, 'postgres.log');

/** Runs a statement that fails, and returns its error. */
async function failed(client: pg.Client, text: string, values: unknown[] = []): Promise<string> {
  const error = await client.query(text, values).then(
    () => expect.fail('the statement succeeded'),
    (reason: pg.DatabaseError) => reason,
  );
  return error.code!;
}

test("no statement of a service's, no value of one, and no error of one are logged", async () => {
  const folder = await dataFolder();
  const { url } = await open(folder);
  await migrate(url, services);
  // What the cluster itself keeps out of its log.
  await expect(query(url, `select 'marked' || (1 / 0)`)).rejects.toThrow('division by zero');
  expect(await readFile(logOf(folder), 'utf8')).not.toContain('marked');
  const { size } = await stat(logOf(folder));
  const client = new pg.Client({ connectionString: serviceUrl('clinical', url) });
  await client.connect();
  const long = 'marked'.repeat(10_000);
  expect(await failed(client, `select '${long}'::date`)).toBe('22007');
  expect(await failed(client, 'select $1::date', [long])).toBe('22007');
  expect(await failed(client, `select ${long} from nowhere`)).toBe('42P01');
  await client.query('set statement_timeout = 1');
  expect(await failed(client, `select pg_sleep(10), '${long}'`)).toBe('57014');
  await client.end();
  expect((await stat(logOf(folder))).size).toBe(size);
});

test('a service may not have its statements logged again', async () => {
  const { url } = await open(await dataFolder());
  await migrate(url, services);
  const client = new pg.Client({ connectionString: serviceUrl('clinical', url) });
  await client.connect();
  expect(await failed(client, 'set log_min_error_statement = error')).toBe('42501');
  await client.end();
});

test('a log of any size is rotated at the next start', async () => {
  const folder = await dataFolder();
  await writeFile(logOf(folder), '');
  await truncate(logOf(folder), 600 * mebibyte);
  await appendFile(logOf(folder), 'the last line before\n');
  const { started } = await open(folder);
  expect(started).toBe(true);
  expect((await stat(logOf(folder))).size).toBeLessThan(mebibyte);
  const kept = await stat(`${logOf(folder)}.1`);
  expect({ size: kept.size, mode: kept.mode & 0o777 }).toEqual({ size: 10 * mebibyte, mode: 0o600 });
  expect((await readFile(`${logOf(folder)}.1`, 'utf8')).endsWith('the last line before\n')).toBe(true);
});

test('the log of a running server is rotated, and the server goes on with it', async () => {
  const folder = await dataFolder();
  const first = await open(folder);
  await appendFile(logOf(folder), 'x'.repeat(10 * mebibyte + 1));
  const second = await open(folder);
  expect(second).toMatchObject({ url: first.url, started: false });
  await vi.waitFor(async () => expect((await stat(logOf(folder))).size).toBeLessThan(mebibyte), { timeout: 10_000 });
  await expect(query(first.url.replace(/:[^:]*@/, ':wr0ng@'), 'select')).rejects.toThrow('password');
  await vi.waitFor(async () => expect(await readFile(logOf(folder), 'utf8')).toMatch(/^[^x]*password authentication/), {
    timeout: 10_000,
  });
});

test('a long log does not hide why a server does not start', async () => {
  const folder = await dataFolder();
  await writeFile(logOf(folder), 'x'.repeat(mebibyte));
  await writeFile(join(folder, 'postgres', 'postgresql.auto.conf'), "shared_memory_type = 'none'\n");
  await expect(open(folder)).rejects.toThrow(
    /^PostgreSQL does not start on .*: configuration file .* contains errors$/,
  );
});

test('a folder of the version before starts with what the log gets now', async () => {
  const folder = await dataFolder();
  const before = "log_statement = 'all'\nlog_min_error_statement = 'error'\nlog_min_duration_statement = 0\n";
  await writeFile(join(folder, 'postgres', 'postgresql.auto.conf'), before);
  await appendFile(logOf(folder), 'ERROR:  of the version before\n');
  const { url } = await open(folder);
  const names = ['log_statement', 'log_min_error_statement', 'log_min_duration_statement'];
  const shown = await Promise.all(names.map(async (name) => (await query(url, `show ${name}`))[0]![name]));
  expect(shown).toEqual(['none', 'panic', '-1']);
  expect(await readFile(logOf(folder), 'utf8')).toContain('of the version before');
});
