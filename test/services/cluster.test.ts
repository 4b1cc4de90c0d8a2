import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../services/kit/database/open-database.ts';
import { OperatorError } from '../../platform/errors.ts';
import { dataFolder, launchHolder, open, query } from '../support/clusters.ts';

describe('a server', () => {
  test('is shared, and stopped by the last one out', async () => {
    const folder = await dataFolder();
    const starter = launchHolder(folder);
    const { url, started } = await starter.opened;
    expect(started).toBe(true);
    const joiner = await open(folder);
    expect(joiner).toMatchObject({ url, started: false });
    await starter.close();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await joiner.close();
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test.each(['new', 'known'])('is started once by two processes on a %s folder', async (kind) => {
    const folder = await dataFolder({ fresh: kind === 'new' });
    const holders = [launchHolder(folder), launchHolder(folder)];
    const opened = await Promise.all(holders.map((holder) => holder.opened));
    expect(opened.map(({ started }) => started).toSorted()).toEqual([false, true]);
    expect(opened[0]!.url).toBe(opened[1]!.url);
    expect((await readdir(folder)).toSorted()).toEqual(['password', 'postgres', 'postgres.log']);
    await Promise.all(holders.map((holder) => holder.close()));
    await expect(query(opened[0]!.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('that one process stops is there for another that opens at the same moment', async () => {
    const folder = await dataFolder();
    let last = await open(folder);
    for (let round = 0; round < 8; round++) {
      const [next] = await Promise.all([open(folder), last.close()]);
      expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      last = next;
    }
    await last.close();
    await expect(query(last.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('survives a killed process, and the next one uses and stops it', async () => {
    const folder = await dataFolder();
    const holder = launchHolder(folder);
    const { url } = await holder.opened;
    await holder.kill();
    const next = await open(folder);
    expect(next).toMatchObject({ url, started: false });
    await next.close();
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('starts where a dead one left its number to another program', async () => {
    const folder = await dataFolder();
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${folder}/postgres\n1\n1\n\n127.0.0.1\n\n`);
    const cluster = await open(folder);
    expect(cluster.started).toBe(true);
    expect(await readFile(pidFile, 'utf8')).not.toContain(`${process.pid}\n`);
    await cluster.close();
  });

  test('keeps the lease of a process through the loss of its connections', async () => {
    const cluster = await open(await dataFolder());
    const leases = () =>
      query(cluster.url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'maillage lease'");
    const [lease] = await leases();
    await query(cluster.url, `SELECT pg_terminate_backend(${lease!['pid']})`);
    await vi.waitFor(async () => expect(await leases()).toHaveLength(1), { timeout: 10_000 });
    expect(await leases()).not.toEqual([lease]);
    await cluster.close();
    await expect(query(cluster.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('openDatabase', () => {
  test('takes the server that the settings name, and leaves it running', async () => {
    const cluster = await open(await dataFolder());
    const database = await openDatabase({ DATABASE_URL: cluster.url, DATA_DIR: '' });
    expect(database.url).toBe(cluster.url);
    await database.close();
    expect(await query(cluster.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    const refused = openDatabase({ DATABASE_URL: cluster.url.replace(/:[^:]*@/, ':wr0ng@'), DATA_DIR: '' });
    await expect(refused).rejects.toThrow(
      /^The hub cannot reach the database at 127.0.0.1:\d+: password authentication failed[^\n]*$/,
    );
    await cluster.close();
    const gone = openDatabase({ DATABASE_URL: cluster.url, DATA_DIR: '' });
    await expect(gone).rejects.toThrow(OperatorError);
    await expect(gone).rejects.toThrow(
      /^The hub cannot reach the database at 127.0.0.1:\d+: connect ECONNREFUSED[^\n]*$/,
    );
  });

  test('opens the data folder otherwise', async () => {
    const database = await openDatabase({ DATA_DIR: await dataFolder() });
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
  });
});
