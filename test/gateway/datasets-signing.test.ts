import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasetTarget } from '../../platform/contract/dataset-target.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import { serveSubgraph, type SubgraphServer } from '../../services/kit/subgraph/server.ts';
import { secret } from '../support/secret.ts';
import { partner } from '../support/tokens.ts';
import { subgraph } from './fixtures/subgraph.ts';

const asked: unknown[] = [];
const ward = {
  ...subgraph('ward', 'type Query { beds: Int }', { Query: { beds: () => 3 } }),
  datasets: {
    list: [{ name: 'beds', meaning: 'Beds.' }],
    template: async () => Buffer.from('template'),
    rows: async () => Buffer.from('rows'),
    put: async (name: string, { form, bytes, dryRun }: any, { caller }: any) => {
      asked.push({ name, form, body: bytes.toString(), dryRun, caller });
      return { refused: [], notices: [] };
    },
  },
};

let server: SubgraphServer;

beforeAll(async () => {
  server = await serveSubgraph(ward, {
    port: 0,
    logger: { error: () => undefined },
    keys: [serviceKey(secret, 'ward')],
    uploadBytes: 100,
  });
});

afterAll(() => server.close());

const sent = { method: 'PUT', path: '/datasets/beds?dryRun=true', type: 'text/csv', body: 'code;beds' };

async function send(signed: Partial<typeof sent> & { isGraph?: boolean }, actual: Partial<typeof sent> = {}) {
  const { method, path, type, body } = { ...sent, ...signed };
  const target = signed.isGraph ? undefined : datasetTarget(method, path, type);
  const headers = signRequest(secret, { service: 'ward', target, body }, partner);
  const given = { ...sent, ...signed, ...actual };
  const response = await fetch(new URL(given.path, server.url), {
    method: given.method,
    headers: { ...headers, 'content-type': given.type },
    ...(given.method !== 'GET' && { body: given.body }),
  });
  return response.status;
}

it('a service takes what its gateway signed, with the caller that it names', async () => {
  expect(await send({})).toBe(200);
  expect(await send({ path: '/datasets/beds?dryRun=false', type: 'application/json', body: '[]' })).toBe(200);
  expect(asked).toEqual([
    { name: 'beds', form: 'csv', body: sent.body, dryRun: true, caller: partner },
    { name: 'beds', form: 'json', body: '[]', dryRun: false, caller: partner },
  ]);
  expect(await send({ method: 'GET', path: '/datasets/beds?format=csv', body: '' })).toBe(200);
});

it.each([
  ['query', { path: '/datasets/beds?dryRun=false' }],
  ['path', { path: '/datasets/wards?dryRun=true' }],
  ['media type', { type: 'application/json' }],
  ['body', { body: 'code;bed' }],
  ['path: the graph', { path: '/graphql', method: 'POST' }],
])('it refuses a request with another %s than was signed', async (_, altered) => {
  asked.length = 0;
  expect(await send({}, altered)).toBe(401);
  expect(asked).toEqual([]);
});

it('it refuses another method, and the signature of a request for the graph', async () => {
  asked.length = 0;
  expect(await send({ method: 'GET', path: '/datasets/beds', body: '' }, { method: 'PUT' })).toBe(401);
  expect(await send({ isGraph: true })).toBe(401);
  expect(await send({ method: 'POST' })).toBe(401);
  expect(asked).toEqual([]);
});

it('it reads no file that is larger than it may be', async () => {
  expect(await send({ body: 'x'.repeat(101) })).toBe(413);
});
