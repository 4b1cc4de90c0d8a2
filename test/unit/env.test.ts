import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readEnv, serviceKeys, subgraphSecret, variables } from '../../platform/env.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { OperatorError } from '../../platform/errors.ts';

const defaults = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: 4000,
  LOG_LEVEL: 'info',
  DATA_DIR: resolve('.maillage'),
  DATABASE_REPLICA_URLS: [],
  DATABASE_REPLICA_MAX_LAG_MS: 10_000,
  ANOMALIES_FROM_ANYBODY: false,
  CHANGES_KEPT_DAYS: 400,
  DATABASE_POOL: 10,
  DATABASE_CONNECTIONS_PER_CALLER: 2,
  STATEMENT_TIMEOUT_MS: 8_000,
  STATEMENT_TIMEOUT_ANONYMOUS_MS: 2_000,
  SUBGRAPH_KEYS: [],
  SUBGRAPH_TIMEOUT_MS: 10_000,
  SUBGRAPH_BREAKER_FAILURES: 5,
  SUBGRAPH_BREAKER_PAUSE_MS: 5_000,
  JWT_ALGORITHMS: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  JWT_INSTITUTION_CLAIM: 'institution',
  MAX_DEPTH: 15,
  MAX_ALIASES: 30,
  MAX_TOKENS: 2000,
  MAX_BODY_BYTES: 1_048_576,
  MAX_UPLOAD_BYTES: 33_554_432,
  MAX_RESPONSE_BYTES: 10_485_760,
  MAX_BODY_BYTES_ANONYMOUS: 262_144,
  MAX_BODIES_BYTES: 67_108_864,
  MAX_BODIES_BYTES_PER_CALLER: 8_388_608,
  MAX_CONNECTIONS: 10_000,
  MAX_BATCH: 10,
  MAX_COST: 50_000,
  OPERATIONS_PER_CALLER: 4,
  RATE_LIMIT: 1_200,
  RATE_LIMIT_PARTNER: 12_000,
  RATE_LIMIT_DATABASE_MS: 60_000,
  RATE_LIMIT_DATABASE_MS_PARTNER: 300_000,
  TRUSTED_PROXIES: [],
  REQUEST_TIMEOUT_MS: 30_000,
  DRAIN_MS: 1_000,
  PERSISTED_ONLY: false,
  INTROSPECTION: true,
  CORS_ORIGINS: ['*'],
  FRAME_ANCESTORS: [],
  SLOW_OPERATION_MS: 1_000,
};

describe('readEnv', () => {
  test('needs nothing: every setting has a default', () => {
    expect(readEnv({})).toEqual(defaults);
  });

  test('takes an empty value for one that is not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '', SUBGRAPHS: ' ', DATA_DIR: undefined })).toEqual(defaults);
  });

  test('reads the addresses of subgraphs', () => {
    const { SUBGRAPHS } = readEnv({ SUBGRAPHS: 'establishments=http://a:1/graphql?x=1, clinical=https://b/graphql' });
    expect(SUBGRAPHS).toEqual({ establishments: 'http://a:1/graphql?x=1', clinical: 'https://b/graphql' });
  });

  test('names every fault in one message, and repeats no password', () => {
    const read = () =>
      readEnv({
        PORT: '65536',
        MAX_DEPTH: 'deep',
        LOG_LEVEL: 'loud',
        DATABASE_URL: 'mysql://hub:s3cret@db/hub',
        INSIGHTS_DATABASE_URL: 'hub:s3cret@db/insights',
        SUBGRAPHS: 'clinical',
      });
    expect(read).toThrow(OperatorError);
    expect(read).toThrowErrorMatchingInlineSnapshot(`
      [OperatorError: Invalid settings:
        PORT is "65536": expected a whole number from 0 to 65535
        LOG_LEVEL is "loud": expected one of trace, debug, info, warn, error, fatal, silent
        DATABASE_URL is malformed: expected postgres://user:password@host:port/database
        INSIGHTS_DATABASE_URL is malformed: expected postgres://user:password@host:port/database
        SUBGRAPHS is malformed: expected comma-separated name=url pairs, each name once, such as clinical=http://10.0.0.2:4001/graphql
        MAX_DEPTH is "deep": expected a whole number from 1 to 1000]
    `);
  });

  test.each(['10.0.0.0/8', '192.0.2.1, loopback', '2001:db8::/32'])('takes TRUSTED_PROXIES=%s', (TRUSTED_PROXIES) => {
    expect(readEnv({ TRUSTED_PROXIES }).TRUSTED_PROXIES).toEqual(TRUSTED_PROXIES.split(', '));
  });

  test.each(['proxy.example', '10.0.0.0/40', '*'])('refuses TRUSTED_PROXIES=%s', (TRUSTED_PROXIES) => {
    expect(() => readEnv({ TRUSTED_PROXIES })).toThrow('TRUSTED_PROXIES');
  });

  test('takes all that tells of an issuer, or nothing', () => {
    const whole = { JWT_ISSUER: 'https://issuer.test', JWT_AUDIENCE: 'hub', JWKS_URL: 'https://issuer.test/jwks' };
    expect(readEnv(whole)).toMatchObject(whole);
    expect(() => readEnv({ JWT_AUDIENCE: 'hub', PORT: 'x' })).toThrowErrorMatchingInlineSnapshot(`
      [OperatorError: Invalid settings:
        PORT is "x": expected a whole number from 0 to 65535
        JWT_ISSUER is missing: JWT_AUDIENCE requires it
        JWKS_URL is missing: JWT_AUDIENCE requires it]
    `);
    expect(() => readEnv({ ...whole, JWT_ISSUER: '' })).toThrow(
      'JWT_ISSUER is missing: JWT_AUDIENCE and JWKS_URL require it',
    );
  });

  test('wants a secret between gateway and services in production', () => {
    const secret = 'x'.repeat(32);
    expect(subgraphSecret(readEnv({}))).toBeUndefined();
    expect(subgraphSecret(readEnv({ NODE_ENV: 'production', SUBGRAPH_SECRET: secret }))).toBe(secret);
    const start = () => subgraphSecret(readEnv({ NODE_ENV: 'production' }));
    expect(start).toThrow(OperatorError);
    expect(start).toThrow('SUBGRAPH_SECRET is missing: in production');
    expect(() => readEnv({ SUBGRAPH_SECRET: 'short' })).toThrow(
      'SUBGRAPH_SECRET is malformed: expected a secret of 32',
    );
  });

  test('gives a service its keys, or derives them of the secrets', () => {
    const [secret, second] = ['x'.repeat(32), 'y'.repeat(32)];
    const keys = ['a'.repeat(64), 'b'.repeat(64)];
    expect(serviceKeys(readEnv({}), 'clinical')).toBeUndefined();
    const derived = serviceKeys(readEnv({ SUBGRAPH_SECRET: secret, SUBGRAPH_SECRET_SECOND: second }), 'clinical');
    expect(derived).toEqual([serviceKey(secret, 'clinical'), serviceKey(second, 'clinical')]);
    expect(new Set([...derived!, serviceKey(secret, 'logistics'), secret]).size).toBe(4);
    const given = readEnv({ NODE_ENV: 'production', SUBGRAPH_KEYS: keys.join(), SUBGRAPH_SECRET: secret });
    expect(serviceKeys(given, 'clinical')).toEqual(keys);
    const start = () => serviceKeys(readEnv({ NODE_ENV: 'production' }), 'clinical');
    expect(start).toThrow(OperatorError);
    expect(start).toThrow('SUBGRAPH_KEYS is missing: in production');
    for (const SUBGRAPH_KEYS of [keys[0]!.toUpperCase(), `${keys[0]}z`, [...keys, ...keys].join()])
      expect(() => readEnv({ SUBGRAPH_KEYS })).toThrow('SUBGRAPH_KEYS is malformed: expected one key or two');
  });

  test.each(['-1', '1.5', '1e3', '0x10', 'NaN', ' 80 '])('refuses PORT=%s', (PORT) => {
    expect(() => readEnv({ PORT })).toThrow('PORT');
  });

  test.each(['a=http://a,a=http://b', 'a=ftp://a', '=http://a', 'a=', 'a=http://a,'])(
    'refuses SUBGRAPHS=%s',
    (SUBGRAPHS) => {
      expect(() => readEnv({ SUBGRAPHS })).toThrow('SUBGRAPHS is malformed');
    },
  );
});

describe('the .env file', () => {
  const home = process.cwd();
  const folders: string[] = [];

  afterEach(async () => {
    process.chdir(home);
    vi.unstubAllEnvs();
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });

  test('gives what the environment does not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'maillage-env-'));
    folders.push(folder);
    await writeFile(join(folder, '.env'), 'PORT=4100\nMAX_DEPTH=7\nMAX_TOKENS=50\n');
    process.chdir(folder);
    vi.stubEnv('PORT', '4200');
    vi.stubEnv('MAX_DEPTH', '');
    expect(readEnv()).toMatchObject({ PORT: 4200, MAX_DEPTH: 7, MAX_TOKENS: 50 });
  });

  test('has its example, with every variable that the hub reads and its default', () => {
    const example = parseEnv(readFileSync('.env.example', 'utf8'));
    expect(Object.keys(example).toSorted()).toEqual([...variables].toSorted());
    expect(readEnv(example)).toEqual(defaults);
  });
});
