import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { post, useEngines } from './engines.ts';

let isReady = true;
const { engines } = useEngines({
  explorer: () => '<!doctype html><title>Explorer</title>',
  ready: async () => {
    if (!isReady) throw new Error('connect ECONNREFUSED 10.0.0.5:5432');
    return true;
  },
});

/** What a browser would not let a page of another origin send unasked. */
const preflighted = { accept: 'application/json', 'x-requested-with': 'test' };

const get = (path: string, headers: Record<string, string> = {}) => new Request(`http://hub.test${path}`, { headers });

test('the gateway is alive, and ready as long as what it needs is', async () => {
  for (const { gateway } of engines) {
    isReady = true;
    const live = await gateway.fetch(get('/health/live'));
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    const ready = await gateway.fetch(get('/health/ready'));
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
    isReady = false;
    const unready = await gateway.fetch(get('/health/ready'));
    expect([unready.status, await unready.json()]).toEqual([503, { status: 'unready' }]);
    expect((await gateway.fetch(get('/health/live'))).status).toBe(200);
  }
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

test('a browser sees the explorer, a client that asks sees data', async () => {
  for (const { gateway } of engines) {
    const page = await gateway.fetch(get('/graphql', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<title>Explorer</title>');
    const answer = await gateway.fetch(get('/graphql?query={canteens{meals}}', preflighted));
    expect(await answer.json()).toEqual({ data: { canteens: [{ meals: 100 }, { meals: 100 }] } });
  }
});

test('any origin may ask, without credentials', async () => {
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
    const response = await gateway.fetch(get('/graphql?query=mutation{step(name:"x")}', preflighted));
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  }
});

test('other paths are not found', async () => {
  for (const { gateway } of engines) expect((await gateway.fetch(get('/nowhere'))).status).toBe(404);
});
