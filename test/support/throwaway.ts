import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCluster } from '../../services/kit/database/embedded/cluster.ts';
import type { Database } from '../../services/kit/database/open-database.ts';
import { isAlive } from '../../services/kit/database/embedded/data-folder.ts';

/**
 * Opens the cluster of a folder that is this process's alone. Where the process ends without having closed it, as
 * vitest does on a signal, the server ends with it and the folder goes.
 */
export async function openThrowaway(folder: string): Promise<Database> {
  const abandon = (): void => stopAtOnce(folder);
  process.once('exit', abandon);
  const { url, close } = await openCluster(folder, { durable: false });
  return { url, close: () => close().finally(() => process.off('exit', abandon)) };
}

/** Nothing but synchronous work is done on a process's exit. */
function stopAtOnce(folder: string): void {
  const postmaster = join(folder, 'postgres', 'postmaster.pid');
  if (existsSync(postmaster)) {
    const pid = Number(readFileSync(postmaster, 'utf8').split('\n', 1)[0]);
    process.kill(pid, 'SIGQUIT');
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (const deadline = Date.now() + 5000; isAlive(pid) && Date.now() < deadline;) Atomics.wait(clock, 0, 0, 10);
  }
  rmSync(folder, { recursive: true, force: true });
}
