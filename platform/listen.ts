import cluster from 'node:cluster';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Env } from './env.ts';
import { OperatorError } from './errors.ts';

/**
 * Listens on the host and port of the settings.
 * @param setting the variable that the port comes from
 * @returns the URL of the graph there
 * @throws OperatorError when the port is taken
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

/** Stops accepting requests. Resolves when those in progress have ended. */
export async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
}

/** Checks that the ports are free, before anything is started. @throws OperatorError when one is taken */
export async function requireFreePort(env: Pick<Env, 'HOST' | 'PORT' | 'METRICS_PORT'>): Promise<void> {
  const { HOST, METRICS_PORT } = env;
  const server = createServer();
  await listen(server, env);
  await stop(server);
  // The primary process serves the metrics of its workers.
  if (METRICS_PORT === undefined || cluster.isWorker) return;
  const metrics = createServer();
  await listen(metrics, { HOST, PORT: METRICS_PORT }, 'METRICS_PORT');
  await stop(metrics);
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, setting: string): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} of ${host} is already in use: stop the program that listens there, or set ${setting} to another port.`;
  return `The hub cannot listen on port ${port} of ${host}: ${error.message}. Set HOST and ${setting}.`;
}
