import { buildSchema } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { post, useEngines, type Engine } from './engines.ts';

/** The parts that fail. */
const down = new Set<string>();
let isDraining = false;
const check = (part: string) => async () => {
  if (down.has(part)) throw new Error('connect ECONNREFUSED 10.0.0.5:5432');
  return true;
};
const { engines } = useEngines({
  explorer: () => '<!doctype html><title>Explorer</title>',
  ready: { hospitals: check('hospitals'), labs: check('labs') },
  draining: () => isDraining,
});

const json = { accept: 'application/json' };

const get = (path: string, headers: Record<string, string> = {}) => new Request(`http://hub.test${path}`, { headers });

async function health(engine: Engine): Promise<{ code: number; status: string; parts: Record<string, string> }> {
  const response = await engine.gateway.fetch(get('/health/ready'));
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { code: response.status, ...((await response.json()) as { status: string; parts: Record<string, string> }) };
}

afterEach(() => {
  down.clear();
  isDraining = false;
});

test('the gateway is ready if each of its parts is, and names those that are not', async () => {
  for (const engine of engines) {
    const engineOwn = engine.name === 'remote' ? { planner: 'ready' } : {};
    expect(await health(engine)).toEqual({
      code: 200,
      status: 'ready',
      parts: { ...engineOwn, hospitals: 'ready', labs: 'ready' },
    });
    down.add('labs');
    expect(await health(engine)).toEqual({
      code: 200,
      status: 'degraded',
      parts: { ...engineOwn, hospitals: 'ready', labs: 'unready' },
    });
    down.add('hospitals');
    expect(await health(engine)).toEqual({
      code: 503,
      status: 'unready',
      parts: { ...engineOwn, hospitals: 'unready', labs: 'unready' },
    });
    const live = await engine.gateway.fetch(get('/health/live'));
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    down.clear();
  }
});

test('a gateway that is shutting down is no longer ready', async () => {
  isDraining = true;
  for (const engine of engines) expect(await health(engine)).toEqual({ code: 503, status: 'draining', parts: {} });
});

test('a gateway whose supergraph cannot be planned is not ready, even if its services are', async () => {
  const gateway = createRemoteGateway({
    supergraph: 'type Query @join__type(graph: NOWHERE) { a: Int }',
    urls: {},
    logger: { error: () => {} },
    ready: { labs: check('labs') },
  });
  const response = await gateway.fetch(get('/health/ready'));
  expect([response.status, await response.json()]).toEqual([
    503,
    { status: 'unready', parts: { planner: 'unready', labs: 'ready' } },
  ]);
  await gateway.dispose();
});

test('the public schema is a file to download', async () => {
  for (const { gateway } of engines) {
    const response = await gateway.fetch(get('/schema.graphql'));
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="schema.graphql"');
    expect(response.headers.get('content-type')).toContain('text/plain');
    const sdl = await response.text();
    expect(sdl).not.toMatch(/join__|@key|@link/);
    expect(buildSchema(sdl).getQueryType()?.getFields()).toHaveProperty('hospitals');
  }
});

test('a browser gets the explorer, other clients get data', async () => {
  for (const { gateway } of engines) {
    const page = await gateway.fetch(get('/graphql', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<title>Explorer</title>');
    const answer = await gateway.fetch(get('/graphql?query={canteens{meals}}', json));
    expect(await answer.json()).toEqual({ data: { canteens: [{ meals: 100 }, { meals: 100 }] } });
  }
});

test('any origin may read responses, without credentials', async () => {
  for (const { gateway } of engines) {
    const response = await gateway.fetch(
      post({ query: '{ canteens { meals } }' }, { origin: 'https://carte.example' }),
    );
    expect(response.headers.get('access-control-allow-origin')).toBe('https://carte.example');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('access-control-expose-headers')).toContain('x-request-id');
  }
});

test('a GET does not change anything', async () => {
  for (const { gateway } of engines) {
    const response = await gateway.fetch(get('/graphql?query=mutation{step(name:"x")}', json));
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  }
});

test('other paths are not found', async () => {
  const places = [
    '/nowhere',
    '/',
    '/graphql/',
    '//graphql',
    '/health/graphql',
    '/x?y=/graphql',
    '/health',
    '/healthcheck',
    '/readiness',
  ];
  for (const { gateway } of engines) {
    for (const place of places) expect((await gateway.fetch(get(place))).status, place).toBe(404);
  }
});
