import { createSchema, createYoga } from 'graphql-yoga';
import { describe, expect, test } from 'vitest';
import { corsOf } from '../../gateway/rules/cors.ts';
import { networkOf } from '../../gateway/rules/network.ts';
import { counterOf, useRateLimit, type Rates } from '../../gateway/rules/rate.ts';
import type { GatewayPlugin } from '../../gateway/rules/request-context.ts';
import { listen, post, useEngines } from './engines.ts';

const query = '{ lab(id: "l1") { label } }';
/** A document that is new counts as five. */
const rates: Rates = { anonymous: 7, partner: 9, trustedProxies: [] };

describe('an address', () => {
  const { engines } = useEngines({ rates });

  test('may send as many operations as the limit allows, and is told when to retry', async () => {
    for (const { gateway } of engines) {
      const responses: Response[] = [];
      for (let n = 0; n < 5; n++) responses.push(await gateway.fetch(post({ query })));
      expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
      expect(responses.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['2', '1', '0', '0', '0']);
      const { headers } = responses[4]!;
      expect(headers.get('ratelimit-limit')).toBe('7');
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
      expect(headers.get('ratelimit-reset')).toBe(headers.get('retry-after'));
      expect(await responses[4]!.json()).toEqual({
        errors: [
          {
            message: expect.stringMatching(/^An address may send 7 operations a minute\. Retry in \d+ s/),
            extensions: { code: 'RATE_LIMITED' },
          },
        ],
      });
    }
  });

  test('is not counted for health', async () => {
    for (const { gateway } of engines) {
      for (const path of ['/health/live', '/health/ready']) {
        const response = await gateway.fetch(new Request(`http://hub.test${path}`));
        expect([response.status, response.headers.get('ratelimit-limit')]).toEqual([200, null]);
      }
    }
  });
});

describe('a batch', () => {
  const { engines } = useEngines({ rates });

  test('counts for each of its operations', async () => {
    for (const { gateway } of engines) {
      const within = await gateway.fetch(post([{ query }, { query }]));
      expect([within.status, within.headers.get('ratelimit-remaining')]).toEqual([200, '1']);
      const beyond = await gateway.fetch(post([{ query }, { query }]));
      expect(beyond.status).toBe(429);
      expect(await beyond.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    }
  });
});

describe.each([
  ['that is trusted', ['127.0.0.1'], [200, 200, 200, 200]],
  ['that is not trusted', ['10.0.0.0/8'], [200, 200, 200, 429]],
])('a proxy %s', (_, trustedProxies, statuses) => {
  const { engines } = useEngines({ rates: { ...rates, trustedProxies } });

  test('is distinguished from its clients if it is trusted', async () => {
    for (const { gateway } of engines) {
      const server = await listen(gateway);
      const found: number[] = [];
      for (let n = 0; n < 4; n++) {
        const response = await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${n}` },
          body: JSON.stringify({ query }),
        });
        found.push(response.status);
        await response.text();
      }
      await server.close();
      expect(found).toEqual(statuses);
    }
  });
});

describe('an institution', () => {
  const few: Rates = { anonymous: 3, partner: 5, trustedProxies: [] };
  const schema = createSchema({ typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } });
  const useCaller: GatewayPlugin = {
    onRequest({ request, serverContext }) {
      const institution = request.headers.get('x-institution');
      serverContext.caller = { institution, scopes: [], expiresAt: null };
    },
  };
  const ask = (given: Rates) => {
    const yoga = createYoga({
      schema,
      plugins: [useCaller, useRateLimit(counterOf(given)!)],
      cors: corsOf(),
      logging: false,
    });
    return async (institution?: string) =>
      (await yoga.fetch(post({ query: '{ a }' }, institution ? { 'x-institution': institution } : {}))).status;
  };
  const times = async (count: number, one: () => Promise<number>): Promise<number[]> => {
    const statuses: number[] = [];
    for (let n = 0; n < count; n++) statuses.push(await one());
    return statuses;
  };

  test('has a limit of its own', async () => {
    const request = ask(few);
    expect(await times(6, () => request('570000596'))).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await times(5, () => request('570005165'))).toEqual([200, 200, 200, 200, 200]);
    expect(await times(4, () => request())).toEqual([200, 200, 200, 429]);
  });

  test('has no limit if it is set to 0, and addresses keep theirs', async () => {
    const request = ask({ ...few, partner: 0 });
    expect(await times(9, () => request('570000596'))).toEqual(Array(9).fill(200));
    expect(await times(4, () => request())).toEqual([200, 200, 200, 429]);
  });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['unknown', 'unknown'],
])('the owner of %s is identified by %s', (address, owner) => {
  expect(networkOf(address)).toBe(owner);
});
