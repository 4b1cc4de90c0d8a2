import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { createRemoteGateway, type RemoteGatewayOptions } from '../../gateway/server/remote-gateway.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import { post } from './engines.ts';
import { ask, deadUrl, json, serve, startWith, stops } from './failing-services.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

/** How a service fails, the listener that fails in this way (undefined if nothing listens), and the gateway's options. */
const OUTAGES: [string, RequestListener | undefined, Partial<RemoteGatewayOptions>][] = [
  ['is down', undefined, {}],
  [
    'replies with an HTML page',
    (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>nginx at 10.0.0.9</h1>'),
    {},
  ],
  ['replies with an empty body', json(''), {}],
  ['closes the connection', (request) => void request.socket.destroy(), {}],
  ['never replies', () => {}, { timeout: 100 }],
  [
    'refuses the request',
    json(
      '{"errors":[{"message":"Cannot query field \\"beds\\"","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}',
      400,
    ),
    {},
  ],
];

test('a field of a service that is down is null under any name', async () => {
  const { gateway } = await startWith(await deadUrl());
  const query = '{ constructor: lab(id: 1) { id } toString: canteens { meals } hasOwnProperty: lab(id: 2) { id } }';
  const { data, errors } = await ask(gateway, query);
  expect(data).toEqual({ constructor: null, toString: [{ meals: 100 }, { meals: 100 }], hasOwnProperty: null });
  expect(errors!.map(({ path }) => path)).toEqual([['constructor'], ['hasOwnProperty']]);
});

test.each(OUTAGES)('a service that %s costs its own fields only', async (_, listener, options) => {
  const url = listener ? await serve(listener) : await deadUrl();
  const { gateway, logged } = await startWith(url, options);
  const { status, data, errors, text } = await ask(
    gateway,
    '{ hospitals(first: 2) { name beds } lab(id: 1) { id } canteens { meals } }',
  );
  expect(status).toBe(200);
  expect(data).toEqual({
    hospitals: [
      { name: 'Hôtel-Dieu', beds: null },
      { name: 'Bellevue', beds: null },
    ],
    lab: null,
    canteens: [{ meals: 100 }, { meals: 100 }],
  });
  expect(errors!.map(({ path }) => path!.join('.')).toSorted()).toEqual([
    'hospitals.0.beds',
    'hospitals.1.beds',
    'lab',
  ]);
  for (const { message, extensions } of errors!) {
    expect(message).toBe('Service "labs" is unavailable.');
    expect(extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'labs', requestId: expect.any(String) });
  }
  expect(text).not.toMatch(/127\.0\.0\.1|10\.0\.0\.9|localhost|ECONN|http|nginx/);
  expect(logged).toHaveLength(2);
  for (const entry of logged) {
    expect(entry).toMatch(/^Service unavailable .*"subgraph":"labs"/);
    expect(entry).toContain(`"requestId":"${errors![0]!.extensions['requestId']}"`);
  }
});

test('a required field of the service empties the nearest nullable position', async () => {
  const { gateway } = await startWith(await deadUrl());
  const { data, errors } = await ask(gateway, '{ hospital(code: "A") { name labs { id } } canteens { meals } }');
  expect(data).toEqual({ hospital: null, canteens: [{ meals: 100 }, { meals: 100 }] });
  expect(errors!.map(({ path, extensions }) => [path!.join('.'), extensions['code']])).toEqual([
    ['hospital.labs', 'SUBGRAPH_UNAVAILABLE'],
  ]);
});

test("the gateway does not listen to the process's signals", async () => {
  const { gateway } = await startWith(await deadUrl());
  await ask(gateway, '{ canteens { meals } }');
  // A listener in the gateway could end the requests in progress.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) expect(process.listeners(signal)).toEqual([]);
});

test('an error of a field in a fragment is reported once', async () => {
  const { gateway } = await startWith(await deadUrl());
  const { data, errors } = await ask(gateway, '{ hospital(code: "A") { ... on Hospital { name labs { id } } } }');
  expect(data).toEqual({ hospital: null });
  expect(errors!.map(({ path, extensions }) => [path!.join('.'), extensions['code']])).toEqual([
    ['hospital.labs', 'SUBGRAPH_UNAVAILABLE'],
  ]);
});

test('an error of a key that only the plan requests is reported at the fields that it costs', async () => {
  const subgraphs = [
    subgraph('start', 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }', {
      Query: { thing: () => ({ id: '1' }) },
    }),
    subgraph('bridge', 'type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }', {}),
    subgraph('far', 'type Thing @key(fields: "code") { code: ID! colour: String weight: Int! }', {}),
  ];
  const urls: Record<string, string> = { bridge: await deadUrl() };
  for (const each of subgraphs.filter(({ name }) => name !== 'bridge')) {
    const server = await serveSubgraph(each, { port: 0, logger: { error: () => {} } });
    stops.push(() => server.close());
    urls[each.name] = server.url;
  }
  const gateway = createRemoteGateway({ supergraph: compose(subgraphs), urls, logger: { error: () => {} } });
  stops.push(() => gateway.dispose());
  const unavailable = (field: string) => [
    { path: ['thing', field], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'bridge' } },
  ];
  const nullable = await ask(gateway, '{ thing { id colour } }');
  expect(nullable).toMatchObject({ data: { thing: { id: '1', colour: null } }, errors: unavailable('colour') });
  const needed = await ask(gateway, '{ thing { id weight } }');
  expect(needed).toMatchObject({ data: { thing: null }, errors: unavailable('weight') });
});

test('a request has data and errors even if all of its services are down', async () => {
  const { gateway } = await startWith(await deadUrl());
  expect(await ask(gateway, '{ lab(id: 1) { id } }')).toMatchObject({
    data: { lab: null },
    errors: [{ path: ['lab'] }],
  });
  expect(await ask(gateway, '{ lab(id: 1) { id } labs { id } }')).toMatchObject({ data: null });
});

test('an error of a whole request to a service is reported at each of its fields', async () => {
  const refusal = '{"errors":[{"message":"Not so fast","extensions":{"code":"RATE_LIMITED"}}]}';
  const { gateway } = await startWith(await serve(json(refusal, 429)));
  const { errors } = await ask(gateway, '{ hospitals(first: 1) { beds } lab(id: 1) { id } }');
  expect(errors!.map(({ path, message, extensions }) => [path!.join('.'), message, extensions])).toEqual([
    ['hospitals.0.beds', 'Not so fast', { code: 'RATE_LIMITED' }],
    ['lab', 'Not so fast', { code: 'RATE_LIMITED' }],
  ]);
});

test("a client's extensions do not affect the gateway's own requests", async () => {
  let requests = 0;
  const elsewhere = await serve((_, response) => {
    requests++;
    response.end('{}');
  });
  const { gateway } = await startWith(await deadUrl());
  await gateway.fetch(
    post({ query: '{ canteens { meals } }', extensions: { endpoint: elsewhere, headers: { a: 'b' } } }),
  );
  expect(requests).toBe(0);
});
