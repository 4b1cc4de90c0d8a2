import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { isAlive } from '../../services/kit/database/embedded/data-folder.ts';
import { dataFolder } from '../support/clusters.ts';

const module = JSON.stringify(new URL('../support/throwaway.ts', import.meta.url).href);

test('a run of the tests that a signal ends leaves neither a server nor a folder', async () => {
  const folder = await dataFolder();
  const script = `
    const { openThrowaway } = await import(${module});
    process.once('SIGTERM', () => process.exit(3));
    await openThrowaway(${JSON.stringify(folder)});
    console.log('open');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface(child.stdout), 'line');
  const pid = Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([3, null]);
  expect({ server: isAlive(pid), folder: existsSync(folder) }).toEqual({ server: false, folder: false });
});
