import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ask, json, serve, startWith, stops } from './failing-services.ts';

// Replies of a partner's service that no service of the hub sends.

const LABS = '{ labs { id label hospital { code } } }';
const HOSPITALS = '{ hospitals(first: 2) { name beds } }';

const ANSWERS: [string, string, unknown, unknown, string[]][] = [
  ['a string for a list', LABS, { labs: 'none' }, null, ['labs']],
  ['a string for an object', LABS, { labs: ['none'] }, null, ['labs.0.id']],
  ['an object for a list', LABS, { labs: { id: '1' } }, null, ['labs']],
  [
    'a string for the entities',
    HOSPITALS,
    { _entities: 'none' },
    {
      hospitals: [
        { name: 'Hôtel-Dieu', beds: null },
        { name: 'Bellevue', beds: null },
      ],
    },
    [],
  ],
  [
    'too few entities',
    HOSPITALS,
    { _entities: [{ beds: 3 }] },
    {
      hospitals: [
        { name: 'Hôtel-Dieu', beds: 3 },
        { name: 'Bellevue', beds: null },
      ],
    },
    [],
  ],
];

test.each(ANSWERS)('%s costs the fields that it should fill', async (_, query, data, seen, places) => {
  const { gateway } = await startWith(await serve(json(JSON.stringify({ data }))));
  const answer = await ask(gateway, query);
  expect(answer.data).toEqual(seen);
  expect((answer.errors ?? []).map(({ path }) => path!.join('.'))).toEqual(places);
});

test('an error of all entities is reported at each of their fields', async () => {
  const body = '{"data":null,"errors":[{"message":"No","path":["_entities"],"extensions":{"code":"NOT_FOUND"}}]}';
  const { gateway } = await startWith(await serve(json(body)));
  const { data, errors } = await ask(gateway, HOSPITALS);
  expect(data.hospitals).toHaveLength(2);
  expect(errors!.map(({ path, extensions }) => [path!.join('.'), extensions['code']])).toEqual([
    ['hospitals.0.beds', 'NOT_FOUND'],
    ['hospitals.1.beds', 'NOT_FOUND'],
  ]);
});

test('an object that an error explains is not also reported as missing', async () => {
  const error = '{"message":"No","path":["_entities",0],"extensions":{"code":"NOT_FOUND"}}';
  const { gateway } = await startWith(await serve(json(`{"data":{"_entities":[null]},"errors":[${error}]}`)));
  const { data, errors } = await ask(gateway, '{ hospital(code: "A") { name labs { id } } }');
  expect(data).toEqual({ hospital: null });
  expect(errors).toEqual([
    {
      message: 'No',
      path: ['hospital', 'labs'],
      locations: [{ line: 1, column: 30 }],
      extensions: { code: 'NOT_FOUND' },
    },
  ]);
});

test('no key of a reply pollutes the prototype of objects', async () => {
  const entity = '{"__proto__":{"polluted":true},"beds":1}';
  const body = `{"data":{"__proto__":{"polluted":true},"lab":{"id":"1","__proto__":{"polluted":true}},"_entities":[${entity},${entity}]}}`;
  const { gateway } = await startWith(await serve(json(body)));
  const { data } = await ask(gateway, '{ lab(id: 1) { id } hospitals(first: 2) { beds } }');
  expect(data).toEqual({ lab: { id: '1' }, hospitals: [{ beds: 1 }, { beds: 1 }] });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('a service may have any kind of address: IPv6, with a name and a password, with a query', async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push([request.url, request.headers.authorization, request.headers.host]);
    response.end('{"data":{"lab":{"id":"1"}}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const { gateway } = await startWith(`http://me:p%40ss@[::1]:${port}/graph?of=labs`);
  expect((await ask(gateway, '{ lab(id: 1) { id } }')).data).toEqual({ lab: { id: '1' } });
  expect(seen).toEqual([['/graph?of=labs', `Basic ${Buffer.from('me:p@ss').toString('base64')}`, `[::1]:${port}`]]);
});

test('a reply that is cut off is a failure', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"data":{"lab":', () => response.destroy());
  });
  const { gateway } = await startWith(url);
  expect(await ask(gateway, '{ lab(id: 1) { id } canteens { meals } }')).toMatchObject({
    data: { lab: null, canteens: [{ meals: 100 }, { meals: 100 }] },
    errors: [{ path: ['lab'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
  });
});

test('a reply that stalls times out', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"data":{"lab":');
  });
  const { gateway } = await startWith(url, { timeout: 100 });
  expect(await ask(gateway, '{ lab(id: 1) { id } }')).toMatchObject({
    data: { lab: null },
    errors: [{ path: ['lab'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
  });
});
