import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

/** The Redis or Valkey server of this machine; undefined if none is installed: tests that need it are skipped then. */
export const redisBinary = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

export interface RedisServer {
  url: string;
  process: ChildProcess;
  /** Starts it again, empty, at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server of a test's own, with nothing in it. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    process: undefined as never,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
      server.process = spawn(redisBinary!, options, { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      for await (const chunk of server.process.stdout!) {
        said += String(chunk);
        if (/ready to accept connections/i.test(said)) break;
      }
    },
    async stop() {
      if (server.process.exitCode !== null || server.process.signalCode !== null) return;
      const ended = once(server.process, 'exit');
      server.process.kill('SIGKILL');
      await ended;
    },
  };
  await server.start();
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
