import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, stat, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { developmentKeyName } from '../../platform/development-key.ts';
import { OperatorError } from '../../platform/errors.ts';
import { dataFolder, launchHolder, open, query } from '../support/clusters.ts';

describe('a data folder', () => {
  test('is made on first use, and kept', async () => {
    const folder = await dataFolder({ fresh: true });
    const first = await open(folder);
    expect(first.started).toBe(true);
    const [row] = await query(
      first.url,
      `SELECT current_database() AS database, current_setting('server_version_num')::int / 10000 AS version,
              current_setting('server_encoding') AS encoding, lower('ÉTABLISSEMENT') AS lower`,
    );
    expect(row).toEqual({ database: 'maillage', version: 18, encoding: 'UTF8', lower: 'établissement' });
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).toSorted()).toEqual(['password', 'postgres', 'postgres.log']);
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.close();
    await first.close();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

    const second = await open(folder);
    expect(second.started).toBe(true);
    expect(await query(second.url, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
    await second.close();
  });

  test('is whole or not there when its making is cut short', async () => {
    const folder = await dataFolder({ fresh: true });
    await mkdir(folder);
    // What commands leave there before the first start.
    await mkdir(join(folder, 'documents'));
    await writeFile(join(folder, developmentKeyName), '{}');
    const events = watch(folder);
    const holder = launchHolder(folder);
    for await (const { filename } of events) if (filename?.startsWith('.postgres-')) break;
    await holder.kill();
    expect(await readdir(folder)).not.toContain('postgres');

    const cluster = await open(folder);
    expect(await query(cluster.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await cluster.close();
  });

  test('loses what processes that ended left of its making, and nothing of one that runs', async () => {
    const folder = await dataFolder({ fresh: true });
    const ended = spawn(process.execPath, ['--version']);
    await once(ended, 'exit');
    const [leftover, inUse] = [ended.pid, process.pid].map((pid) => `.postgres-${pid}-test`);
    for (const name of [leftover!, inUse!]) {
      await mkdir(join(folder, name, 'data'), { recursive: true });
      await writeFile(join(folder, name, 'password'), 'secret');
    }
    const cluster = await open(folder);
    const entries = await readdir(folder);
    expect(entries).not.toContain(leftover);
    expect(entries).toContain(inUse);
    await cluster.close();
  });

  test('of another PostgreSQL is refused in one line', async () => {
    const folder = await dataFolder();
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    const opening = open(folder);
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(
      /^The data folder .* is of PostgreSQL 17, and this hub runs PostgreSQL 18: .*$/,
    );
  });

  test.each(['notes.txt', 'postgres/notes.txt'])(
    "that holds somebody else's %s is refused, and left as it is",
    async (file) => {
      const folder = await dataFolder({ fresh: true });
      await mkdir(join(folder, 'postgres'), { recursive: true });
      if (file === 'notes.txt') await rm(join(folder, 'postgres'), { recursive: true });
      await writeFile(join(folder, file), 'mine');
      const before = await readdir(folder, { recursive: true });
      const opening = open(folder);
      await expect(opening).rejects.toThrow(OperatorError);
      await expect(opening).rejects.toThrow(/^The folder .* has content other than a hub's data: .*$/);
      expect(await readdir(folder, { recursive: true })).toEqual(before);
    },
  );

  test('that cannot be written is refused', async () => {
    const file = await dataFolder({ fresh: true });
    await writeFile(file, '');
    const opening = open(join(file, 'data'));
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(/^The data folder .* cannot be used: ENOTDIR.*$/);
  });

  test('without its password is refused', async () => {
    const folder = await dataFolder();
    await rm(join(folder, 'password'));
    await expect(open(folder)).rejects.toThrow(/^The file .*password cannot be read: .*$/);
  });

  test('whose server does not come up is refused with what the server says', async () => {
    const folder = await dataFolder();
    await writeFile(join(folder, 'postgres', 'postgresql.auto.conf'), "shared_memory_type = 'none'\n");
    const opening = open(folder);
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(/^PostgreSQL does not start on .*: configuration file .* contains errors$/);
  });
});
