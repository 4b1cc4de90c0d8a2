import cluster from 'node:cluster';
import type { HubEnv } from './database.ts';
import { serveHub } from './hub.ts';
import { OperatorError } from '../platform/errors.ts';
import { createLogger } from '../platform/logger.ts';
import { serveUntilSignal } from '../platform/process.ts';
import type { WorkerStatus } from './worker-pool.ts';

/** Sends a status to the primary process. Resolves when it is sent. */
const report = (status: WorkerStatus): Promise<unknown> => new Promise((resolve) => process.send!(status, resolve));

// Sent as a message: the settings contain the database's password, and arguments are visible to the whole machine.
const env = await new Promise<HubEnv>((resolve) => process.once('message', resolve));
const logger = createLogger(env.LOG_LEVEL);
try {
  await serveUntilSignal(async () => {
    const hub = await serveHub(env, logger);
    await report({ url: hub.url });
    return hub;
  }, logger);
} catch (error) {
  await report({ error: error instanceof OperatorError ? error.message : (error as Error).stack! });
  process.exitCode = 1;
} finally {
  cluster.worker!.disconnect();
}
