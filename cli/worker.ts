import cluster from 'node:cluster';
import type { HubEnv } from './database.ts';
import { serveHub } from './hub.ts';
import { OperatorError } from '../platform/errors.ts';
import { createLogger } from '../platform/logger.ts';
import { serveUntilSignal } from '../platform/process.ts';
import type { Word } from './workers.ts';

/** Says a word to the process that started this one; resolves when it is sent. */
const tell = (word: Word): Promise<unknown> => new Promise((resolve) => process.send!(word, resolve));

// By message, as the settings hold the database's password, which arguments would show to the whole machine.
const env = await new Promise<HubEnv>((resolve) => process.once('message', resolve));
const logger = createLogger(env.LOG_LEVEL);
try {
  await serveUntilSignal(async () => {
    const hub = await serveHub(env, logger);
    await tell({ url: hub.url });
    return hub;
  }, logger);
} catch (error) {
  await tell({ fault: error instanceof OperatorError ? error.message : (error as Error).stack! });
  process.exitCode = 1;
} finally {
  cluster.worker!.disconnect();
}
