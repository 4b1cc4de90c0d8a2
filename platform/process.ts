import cluster from 'node:cluster';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Env } from './env.ts';
import { OperatorError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Something that runs until it is closed. */
export interface Running {
  /** How long it still takes requests once it is told to stop, in milliseconds; not at all, where it is left out. */
  drainMs?: number;
  close(): Promise<void>;
}

const patienceMs = 30_000;

/**
 * Starts what a command serves and keeps it until SIGINT or SIGTERM, then closes it in order.
 * One that does not close within half a minute, its drain apart, is given up with exit code 1.
 */
export async function serveUntilSignal(start: () => Promise<Running>, logger: Logger): Promise<void> {
  const signal = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name));
  });
  const running = await start();
  logger.info(`${await signal}: stopping`);
  const giveUp = setTimeout(
    () => {
      logger.error('What still runs does not stop: given up');
      process.exit(1);
    },
    (running.drainMs ?? 0) + patienceMs,
  );
  await running.close().finally(() => clearTimeout(giveUp));
  logger.info('stopped');
}

/** Runs a command: a fault that a person can act on is one line on the standard error, and the exit code is 1. */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${error instanceof OperatorError ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
}

/**
 * Listens where the settings say, and tells the URL of the graph there. Throws an `OperatorError` where the port is taken.
 * @param setting the variable that the port comes from
 */
export async function listen(
  server: Server,
  { HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>,
  setting: 'PORT' | 'METRICS_PORT' = 'PORT',
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new OperatorError(explain(error, HOST, PORT, setting))),
    );
    server.listen(PORT, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}/graphql`;
}

/** Takes no more requests, lets those in progress end, and then resolves. */
export async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
}

/** Makes sure, before anything is started, that the ports can be listened on. */
export async function requireFreePort(env: Pick<Env, 'HOST' | 'PORT' | 'METRICS_PORT'>): Promise<void> {
  const { HOST, METRICS_PORT } = env;
  const server = createServer();
  await listen(server, env);
  await stop(server);
  // That of a cluster's metrics is its primary's.
  if (METRICS_PORT === undefined || cluster.isWorker) return;
  const metrics = createServer();
  await listen(metrics, { HOST, PORT: METRICS_PORT }, 'METRICS_PORT');
  await stop(metrics);
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, setting: string): string {
  if (error.code === 'EADDRINUSE')
    return `The port ${port} of ${host} is taken: stop what listens there, or set ${setting} to another.`;
  return `The hub cannot listen on ${host}, port ${port}: ${error.message}. Set HOST and ${setting}.`;
}
