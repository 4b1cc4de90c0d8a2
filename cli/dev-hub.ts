import { startHub } from './hub.ts';
import type { DevMessage } from './dev-process.ts';
import { readEnv } from '../platform/env.ts';
import { createLogger } from '../platform/logger.ts';
import { runCommand, serveUntilSignal } from '../platform/process.ts';

/** Sends a message to the parent process; resolves when it is sent. */
const send = (message: DevMessage): Promise<unknown> => new Promise((resolve) => process.send!(message, resolve));

// Sent once everything is loaded: until then, the previous hub answers on the port.
const databaseUrl = new Promise<string>((resolve) => process.once('message', resolve));
await send('loaded');
// Read here rather than inherited: a setting may be what has changed.
const env = { ...readEnv(), DATABASE_URL: await databaseUrl, DRAIN_MS: 0 };
const logger = createLogger(env.LOG_LEVEL);
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
await runCommand(() =>
  serveUntilSignal(async () => {
    const hub = await startHub(env, logger);
    logger.info(`the graph and its explorer: ${hub.url}`);
    await send('answers');
    return hub;
  }, logger),
);
process.removeAllListeners('disconnect');
process.disconnect();
