import { afterEach, expect, test } from 'vitest';
import { serveSubgraph, type SubgraphServer, type SubgraphServerOptions } from '../../services/kit/subgraph/server.ts';
import type { RequestScope } from '../../platform/contract/subgraph.ts';
import { clientError } from '../../platform/errors.ts';
import { subgraph } from './fixtures/subgraph.ts';

const servers: SubgraphServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Gate {
  entered: Promise<void>;
  enter(): void;
}

function gate(): Gate {
  let enter = (): void => {};
  const entered = new Promise<void>((resolve) => (enter = resolve));
  return { entered, enter };
}

async function start(options: Partial<SubgraphServerOptions> = {}) {
  const scopes: RequestScope[] = [];
  const log: { details: Record<string, unknown>; message: string }[] = [];
  const waiting = gate();
  const release = gate();
  const slow = subgraph(
    'slow',
    'type Query { ok: Int coded: Int broken: Int slow: Int }',
    {
      Query: {
        ok: () => 1,
        coded: () => {
          throw clientError('FORBIDDEN', 'Not yours', { argument: 'x' });
        },
        broken: () => {
          throw new Error('column "x" of 10.0.0.1');
        },
        slow: async () => {
          waiting.enter();
          await release.entered;
          return 2;
        },
      },
    },
    (scope) => {
      scopes.push(scope);
      return {};
    },
  );
  const logger = { error: (details: object, message: string) => void log.push({ details: { ...details }, message }) };
  const server = await serveSubgraph(slow, { port: 0, logger, ...options });
  servers.push(server);
  return { server, scopes, log, waiting, release };
}

const post = (url: string, query: string, init: RequestInit = {}) =>
  fetch(url, {
    method: 'POST',
    body: JSON.stringify({ query }),
    ...init,
    headers: { 'content-type': 'application/json', ...(init.headers as object) },
  });

test('errors with a code are passed; others are masked, and logged with the id of the request', async () => {
  const { server, log } = await start();
  const response = await post(server.url, '{ ok coded broken }', { headers: { 'x-request-id': 'r-7' } });
  const { data, errors } = (await response.json()) as { data: object; errors: object[] };
  expect(data).toEqual({ ok: 1, coded: null, broken: null });
  expect(errors).toMatchObject([
    { message: 'Not yours', path: ['coded'], extensions: { code: 'FORBIDDEN', argument: 'x' } },
    { message: 'Internal error', path: ['broken'], extensions: { code: 'INTERNAL' } },
  ]);
  expect(JSON.stringify(errors)).not.toMatch(/10\.0\.0\.1|stack/);
  expect(log).toEqual([
    {
      message: 'Unexpected error',
      details: { err: new Error('column "x" of 10.0.0.1'), requestId: 'r-7', path: ['broken'] },
    },
  ]);
});

test('the signal of the request aborts when the client disconnects', async () => {
  const { server, scopes, waiting, release } = await start();
  const client = new AbortController();
  const left = post(server.url, '{ slow }', { signal: client.signal });
  await waiting.entered;
  const { signal } = scopes[0]!;
  expect(signal!.aborted).toBe(false);
  const aborted = new Promise((resolve) => signal!.addEventListener('abort', resolve, { once: true }));
  client.abort();
  await expect(left).rejects.toThrow();
  await aborted;
  release.enter();
});

test('the signal does not abort when the response is complete', async () => {
  const { server, scopes } = await start();
  await (await post(server.url, '{ ok }')).json();
  await server.close();
  servers.length = 0;
  expect(scopes[0]!.signal!.aborted).toBe(false);
});

test('close waits for requests in progress', async () => {
  const { server, waiting, release } = await start();
  const answer = post(server.url, '{ slow }');
  await waiting.entered;
  const closed = server.close();
  servers.length = 0;
  release.enter();
  expect(await (await answer).json()).toEqual({ data: { slow: 2 } });
  await closed;
  await expect(post(server.url, '{ ok }')).rejects.toThrow();
});

test('health reports whether the service works', async () => {
  let isReady = false;
  const { server } = await start({ ready: { database: async () => isReady }, drainMs: 1_000 });
  const at = (path: string) => fetch(new URL(path, server.url));
  expect((await at('/health/live')).status).toBe(200);
  const readiness = async () => {
    const response = await at('/health/ready');
    return [response.status, await response.json()];
  };
  expect(await readiness()).toEqual([503, { status: 'unready', parts: { database: 'unready' } }]);
  isReady = true;
  expect(await readiness()).toEqual([200, { status: 'ready', parts: { database: 'ready' } }]);
  expect((await at('/elsewhere')).status).toBe(404);
  const closed = server.close();
  servers.length = 0;
  expect(await readiness()).toEqual([503, { status: 'draining', parts: {} }]);
  await closed;
});

test('a request that is not GraphQL is refused, without a page', async () => {
  const { server } = await start();
  const page = await fetch(server.url, { headers: { accept: 'text/html' } });
  expect(page.status).toBe(400);
  const notJson = await post(server.url, '', { body: 'not json' });
  expect(notJson.status).toBe(400);
  expect(await notJson.text()).not.toContain('stack');
});

test('a body may arrive in chunks, and the response has a length', async () => {
  const { server } = await start();
  const body = new ReadableStream({
    start(controller) {
      for (const piece of ['{"query":"{ o', 'k }"}']) controller.enqueue(Buffer.from(piece));
      controller.close();
    },
  });
  const response = await post(server.url, '', { body, duplex: 'half' } as RequestInit);
  const text = await response.text();
  expect(JSON.parse(text)).toEqual({ data: { ok: 1 } });
  expect(response.headers.get('content-length')).toBe(String(text.length));
});

test('an endless body is refused', async () => {
  const { server } = await start();
  const piece = Buffer.alloc(1_000_000);
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(piece) });
  const request = post(server.url, '', { body: endless, duplex: 'half' } as RequestInit);
  // The connection closes with the refusal, which a client that is still sending may not read.
  expect(
    await request.then(
      ({ status }) => status,
      () => 413,
    ),
  ).toBe(413);
});

test('a taken port rejects', async () => {
  const { server } = await start();
  await expect(start({ port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE');
});
