import { expect, test } from 'vitest';
import { gatewaySettings } from '../../gateway/server/settings.ts';
import { readOperations } from '../../schema/operations.ts';
import { readEnv } from '../../platform/env.ts';

const logger = { error: () => undefined };
const of = (settings: Record<string, string>) => gatewaySettings(readEnv(settings), logger);

test('every setting of the limits reaches the gateway', async () => {
  const settings = await of({
    MAX_DEPTH: '1',
    MAX_ALIASES: '2',
    MAX_TOKENS: '3',
    MAX_BODY_BYTES: '4',
    MAX_UPLOAD_BYTES: '8',
    MAX_BODY_BYTES_ANONYMOUS: '3',
    MAX_BODIES_BYTES: '20',
    MAX_BODIES_BYTES_PER_CALLER: '10',
    MAX_BATCH: '5',
    MAX_COST: '6',
    RATE_LIMIT: '7',
    RATE_LIMIT_PARTNER: '8',
    TRUSTED_PROXIES: '10.0.0.0/8, loopback',
    REQUEST_TIMEOUT_MS: '9',
    CORS_ORIGINS: 'https://carte.example',
    FRAME_ANCESTORS: "'self', https://*.example.fr",
  });
  expect(settings).toMatchObject({
    limits: { depth: 1, aliases: 2, tokens: 3, bodyBytes: 4, uploadBytes: 8, anonymousBodyBytes: 3, batch: 5, cost: 6 },
    rates: { anonymous: 7, partner: 8, trustedProxies: ['10.0.0.0/8', 'loopback'] },
    deadlineMs: 9,
    bodies: { total: 20, perCaller: 10 },
    corsOrigins: ['https://carte.example'],
    frameAncestors: ["'self'", 'https://*.example.fr'],
    persistedOnly: false,
    introspection: true,
    explorer: expect.any(Function),
  });
});

test('the example operations are registered by themselves, as files and as the explorer shows them', async () => {
  const { documents } = await of({ PERSISTED_DOCUMENTS: '/nowhere' });
  for (const { document, audience } of await readOperations()) {
    expect(documents!.has(document)).toBe(true);
    expect(documents!.has(`# For the ${audience}\n${document}`)).toBe(true);
  }
});

test.each([
  ['INTROSPECTION', 'false', { introspection: false, persistedOnly: false }],
  ['PERSISTED_ONLY', 'true', { introspection: true, persistedOnly: true }],
])('there is nothing to explore with %s=%s', async (name, value, expected) => {
  const settings = await of({ [name]: value });
  expect(settings).toMatchObject(expected);
  expect(settings.explorer).toBeUndefined();
});
