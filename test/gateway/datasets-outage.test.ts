import type { RequestListener } from 'node:http';
import { expect, it } from 'vitest';
import type { DatasetDoor } from '../../platform/contract/subgraph.ts';
import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import { createRemoteGateway, type RemoteGatewayOptions } from '../../gateway/server/remote-gateway.ts';
import type { Gateway } from '../../gateway/server/gateway.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import { createIssuer, partner } from '../support/tokens.ts';
import { deadUrl, serve, stops } from './failing-services.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

const { verifyToken, headersOf } = await createIssuer();
const listed = [{ name: 'beds', meaning: 'Beds.', service: 'ward' }];
const ward = (write: DatasetDoor['put']) => ({
  ...subgraph('ward', 'type Query { beds: Int }', { Query: { beds: () => 3 } }),
  datasets: { list: listed, template: write as never, rows: write as never, put: write },
});
const plain = ward(async () => ({ refused: [], notices: [] }));

/** A gateway over a service at an address. */
function remote(url: string, options: Partial<RemoteGatewayOptions> = {}): { gateway: Gateway; logged: string[] } {
  const logged: string[] = [];
  const gateway = createRemoteGateway({
    supergraph: compose([plain]),
    urls: { ward: url },
    datasets: listed,
    logger: { error: (details, message) => void logged.push(`${message} ${JSON.stringify(details)}`) },
    verifyToken,
    ...options,
  });
  stops.push(() => gateway.dispose());
  return { gateway, logged };
}

async function put(gateway: Gateway, query = '', method = 'PUT') {
  const response = await gateway.fetch(
    new Request(`http://hub.test/datasets/beds${query}`, {
      method,
      headers: { 'content-type': 'text/csv', ...(await headersOf(partner)) },
      ...(method === 'PUT' && { body: 'code\n' }),
    }),
  );
  const body = (await response.json()) as { errors: { message: string; extensions: object }[] };
  const [{ message, extensions } = { message: '', extensions: {} }] = body.errors ?? [];
  return { status: response.status, message, extensions };
}

const unavailable = 'Service "ward" is unavailable.';
const unknown =
  /It is not known whether the mutation was done: read what it should have changed before you send it again\.$/;

it.each([
  ['closes the connection', (request) => void request.resume().on('end', () => request.socket.destroy())],
  ['replies with an HTML page', (_, response) => void response.writeHead(502).end('<h1>nginx at 10.0.0.9</h1>')],
] as [string, RequestListener][])(
  'a file is sent once to a service that %s, and its sender is told that its outcome is unknown',
  async (_, listener) => {
    let count = 0;
    const { gateway, logged } = remote(await serve((...sent) => (count++, listener(...sent))));
    const { status, message, extensions } = await put(gateway);
    expect([status, extensions]).toEqual([503, expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' })]);
    expect(message).toMatch(unknown);
    expect(count).toBe(1);
    expect(logged).toEqual([expect.stringContaining('Service unavailable')]);
    expect((await put(gateway, '?dryRun=true')).message).toBe(unavailable);
    expect((await put(gateway, '', 'GET')).message).toBe(unavailable);
  },
);

it('a file for a service that is down was not written, which its sender need not doubt', async () => {
  expect(await put(remote(await deadUrl()).gateway)).toMatchObject({ status: 503, message: unavailable });
});

it('the circuit of a service stops files too, before they are sent', async () => {
  let count = 0;
  const url = await serve((_, response) => (count++, void response.writeHead(500).end()));
  const { gateway } = remote(url, { breaker: { failures: 2 } });
  for (let sent = 0; sent < 2; sent++) expect((await put(gateway)).message).toMatch(unknown);
  expect((await put(gateway)).message).toBe(unavailable);
  expect(count).toBe(2);
});

it("a service that does not accept the gateway's signature is unavailable, and the log says why", async () => {
  const server = await serveSubgraph(plain, { port: 0, logger: { error: () => undefined }, keys: ['0'.repeat(64)] });
  stops.push(() => server.close());
  const { gateway, logged } = remote(server.url);
  expect(await put(gateway)).toMatchObject({ status: 503, message: expect.stringContaining(unavailable) });
  expect(logged).toEqual([expect.stringContaining('not signed by a gateway')]);
});

it.each(['local', 'remote'] as const)(
  'on the %s engine, failures are masked, and late files end in time',
  async (engine) => {
    const failing = ward(async () => Promise.reject(new Error('secret')));
    const slow = ward((_name, _upload, { signal }) => {
      return new Promise((_resolve, reject) =>
        signal!.addEventListener('abort', () => reject(signal!.reason as Error)),
      );
    });
    for (const [made, status, code, words] of [
      [failing, 500, 'INTERNAL', /^Internal error$/],
      [slow, 504, 'DEADLINE_EXCEEDED', unknown],
    ] as const) {
      const logged: string[] = [];
      const logger = { error: (_: object, message: string) => void logged.push(message) };
      const server = await serveSubgraph(made, { port: 0, logger });
      const options = { supergraph: compose([made]), logger, verifyToken, deadlineMs: 300 };
      const gateway =
        engine === 'local'
          ? createLocalGateway({ ...options, subgraphs: [made] })
          : createRemoteGateway({ ...options, urls: { ward: server.url }, datasets: listed });
      const answer = await put(gateway);
      expect({ ...answer, code: (answer.extensions as { code: string }).code }).toMatchObject({ status, code });
      expect(answer.message).toMatch(words);
      if (status === 500) expect(logged).toContain('Unexpected error');
      await gateway.dispose();
      await server.close();
    }
  },
);
