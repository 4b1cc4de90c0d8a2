import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { DrainingServer } from '../../platform/draining.ts';

const agent = new Agent({ keepAlive: true });
const HOUR = 3_600_000;

afterEach(() => agent.destroy());

/** A server on any free port, that has answered one request unless it is `unasked`. */
async function start(listener: RequestListener, options: { drainMs: number; timeoutMs?: number; unasked?: boolean }) {
  const logged: unknown[] = [];
  const draining = new DrainingServer({ ...options, logger: { error: (...entry) => void logged.push(entry) } });
  draining.server.on('request', listener);
  draining.server.listen(0, '127.0.0.1');
  await once(draining.server, 'listening');
  const { port } = draining.server.address() as AddressInfo;
  const ask = async (path: string): Promise<IncomingMessage & { body: string }> => {
    const [response] = (await once(get({ port, path, agent }), 'response')) as [IncomingMessage];
    return Object.assign(response, { body: await text(response) });
  };
  if (!options.unasked) {
    // Longer than load balancers keep theirs, so that it is they who close.
    expect((await ask('/')).headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': 'timeout=75' });
  }
  return { draining, ask, port, logged };
}

it('takes requests for a while, as the last of their connections; then it listens no more', async () => {
  const arrived = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const { draining, ask, logged } = await start(
    async (request, response) => {
      if (request.url === '/slow') {
        arrived.resolve();
        await end.promise;
      }
      response.end(`answer to ${request.url}`);
    },
    { drainMs: 2_000, timeoutMs: HOUR },
  );
  const slow = ask('/slow');
  await arrived.promise;
  const closed = draining.close();
  expect(draining.isDraining).toBe(true);
  const late = await ask('/late');
  expect(late).toMatchObject({ statusCode: 200, body: 'answer to /late', headers: { connection: 'close' } });
  await expect.poll(() => draining.server.listening, { timeout: 10_000 }).toBe(false);
  await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
  // What was in progress all the time has its answer still.
  end.resolve();
  expect(await slow).toMatchObject({ body: 'answer to /slow', headers: { connection: 'close' } });
  await closed;
  expect(logged).toEqual([]);
});

it('stops at once where nobody has asked anything', async () => {
  const { draining } = await start((_, response) => void response.end(), { drainMs: HOUR, unasked: true });
  await draining.close();
  expect(draining.server.listening).toBe(false);
});

it('cuts what takes too long, and says so', async () => {
  const arrived = Promise.withResolvers<void>();
  const { draining, ask, logged } = await start(
    (request, response) => {
      if (request.url === '/') response.end();
      else arrived.resolve();
    },
    { drainMs: 0, timeoutMs: 50 },
  );
  const endless = ask('/endless').catch((error: Error) => error);
  await arrived.promise;
  await draining.close();
  expect(await endless).toBeInstanceOf(Error);
  expect(logged).toEqual([[{ requests: 1 }, 'Requests aborted at shutdown']]);
});

it('does not wait for a connection that asks nothing', async () => {
  const { draining, port, logged } = await start((_, response) => void response.end(), {
    drainMs: 0,
    timeoutMs: HOUR,
  });
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(draining.server, 'connection');
  await draining.close();
  await once(silent, 'close');
  expect(logged).toEqual([]);
});
