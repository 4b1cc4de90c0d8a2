import { startHub } from './hub.ts';
import type { DevWord } from './dev-process.ts';
import { readEnv } from '../platform/env.ts';
import { createLogger } from '../platform/logger.ts';
import { runCommand, serveUntilSignal } from '../platform/process.ts';

/** Says a word to the process that started this one; resolves when it is sent. */
const tell = (word: DevWord): Promise<unknown> => new Promise((resolve) => process.send!(word, resolve));

// Sent once everything is loaded: until then, the previous hub answers at the port.
const databaseUrl = new Promise<string>((resolve) => process.once('message', resolve));
await tell('loaded');
// By its own reading, as a setting may be what has changed.
const env = { ...readEnv(), DATABASE_URL: await databaseUrl, DRAIN_MS: 0 };
const logger = createLogger(env.LOG_LEVEL);
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
await runCommand(() =>
  serveUntilSignal(async () => {
    const hub = await startHub(env, logger);
    logger.info(`the graph and its explorer: ${hub.url}`);
    await tell('answers');
    return hub;
  }, logger),
);
process.removeAllListeners('disconnect');
process.disconnect();
