import { resolve } from 'node:path';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';

function whole(min: number, max: number, initial: number) {
  return z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(initial)
    .describe(`a whole number from ${min} to ${max}`);
}

function isUrl(text: string, ...protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function flag(initial: boolean) {
  return z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(initial)
    .describe('true or false');
}

/** Whether a text is `'self'` or an origin, whose host may begin with `*.`. */
function isFrameAncestor(source: string): boolean {
  if (source === "'self'") return true;
  const origin = source.replace('://*.', '://');
  return isUrl(origin, 'http:', 'https:') && new URL(origin).origin === origin;
}

function areAddresses(given: string[]): boolean {
  try {
    proxyAddr.compile(given);
    return true;
  } catch {
    return false;
  }
}

/** The non-empty parts of a comma-separated list. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

const webUrl = z
  .string()
  .refine((url) => isUrl(url, 'http:', 'https:'))
  .optional()
  .describe('http:// or https://host/path');

const databaseUrl = z
  .string()
  .refine((url) => isUrl(url, 'postgres:', 'postgresql:'))
  .optional()
  .describe('postgres://user:password@host:port/database');

const subgraphs = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim().split(/=(.*)/s, 2)))
  .pipe(
    z.array(
      z.tuple([z.string().regex(/^[a-z][a-z0-9_-]*$/), z.string().refine((url) => isUrl(url, 'http:', 'https:'))]),
    ),
  )
  .refine((entries) => new Set(entries.map(([name]) => name)).size === entries.length)
  .transform((entries) => Object.fromEntries(entries) as Record<string, string>);

const sharedSecret = z.string().min(32).optional().describe('a secret of 32 characters or more');

/** Every variable that the hub reads. Error messages state its description as what is expected. */
export const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('one of development, test, production'),
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1').describe('an address or host name to listen on'),
  PORT: whole(0, 65_535, 4000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('one of trace, debug, info, warn, error, fatal, silent'),
  DATA_DIR: z
    .string()
    .default('.maillage')
    .transform((folder) => resolve(folder))
    .describe('the path of a folder'),
  DATABASE_URL: databaseUrl,
  INSIGHTS_DATABASE_URL: databaseUrl,
  PARTNERS_DATABASE_URL: databaseUrl,
  ANOMALIES_FROM_ANYBODY: flag(false),
  CHANGES_DATABASE_URL: databaseUrl,
  CHANGES_KEPT_DAYS: whole(1, 36_500, 400),
  DATABASE_REPLICA_URLS: list
    .pipe(z.array(z.string().refine((url) => isUrl(url, 'postgres:', 'postgresql:'))))
    .default([])
    .describe('comma-separated URLs: postgres://user:password@host:port/database'),
  DATABASE_REPLICA_MAX_LAG_MS: whole(0, 3_600_000, 10_000),
  DATABASE_POOL: whole(1, 1000, 10),
  DATABASE_CONNECTIONS_PER_CALLER: whole(1, 1000, 2),
  STATEMENT_TIMEOUT_MS: whole(0, 3_600_000, 8_000),
  STATEMENT_TIMEOUT_ANONYMOUS_MS: whole(0, 3_600_000, 2_000),
  SUBGRAPHS: subgraphs
    .optional()
    .describe('comma-separated name=url pairs, each name once, such as clinical=http://10.0.0.2:4001/graphql'),
  SUBGRAPH_SECRET: sharedSecret,
  SUBGRAPH_SECRET_SECOND: sharedSecret,
  SUBGRAPH_KEYS: list
    .pipe(z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(2))
    .default([])
    .describe('one key or two of 64 hexadecimal digits, separated by a comma, as `maillage secrets` prints them'),
  SUBGRAPH_TIMEOUT_MS: whole(1, 3_600_000, 10_000),
  SUBGRAPH_BREAKER_FAILURES: whole(1, 1000, 5),
  SUBGRAPH_BREAKER_PAUSE_MS: whole(1, 3_600_000, 5_000),
  JWT_ISSUER: z.string().optional().describe("the issuer's name, as in the claim `iss` of its tokens"),
  JWT_AUDIENCE: z.string().optional().describe("the hub's name at the issuer, as in the claim `aud` of tokens"),
  JWKS_URL: webUrl,
  JWT_ALGORITHMS: list
    .pipe(
      z
        .array(z.enum(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']))
        .min(1),
    )
    .default(['RS256', 'PS256', 'ES256', 'EdDSA'])
    .describe('comma-separated asymmetric signature algorithms, such as RS256,ES256'),
  JWT_INSTITUTION_CLAIM: z.string().default('institution').describe("the claim with the institution's FINESS number"),
  JWT_DEVELOPMENT_KEY: z
    .string()
    .transform((file) => resolve(file))
    .optional()
    .describe('the path of a file'),
  MAX_DEPTH: whole(1, 1000, 15),
  MAX_ALIASES: whole(0, 10_000, 30),
  MAX_TOKENS: whole(1, 1_000_000, 2000),
  MAX_BODY_BYTES: whole(1, 1_073_741_824, 1_048_576),
  MAX_UPLOAD_BYTES: whole(1, 1_073_741_824, 33_554_432),
  MAX_RESPONSE_BYTES: whole(1, 1_073_741_824, 10_485_760),
  MAX_BODY_BYTES_ANONYMOUS: whole(1, 1_073_741_824, 262_144),
  MAX_BODIES_BYTES: whole(1, 68_719_476_736, 67_108_864),
  MAX_BODIES_BYTES_PER_CALLER: whole(1, 68_719_476_736, 8_388_608),
  MAX_CONNECTIONS: whole(1, 1_000_000, 10_000),
  MAX_BATCH: whole(1, 1000, 10),
  MAX_COST: whole(1, 1_000_000_000, 50_000),
  OPERATIONS_PER_CALLER: whole(1, 10_000, 4),
  RATE_LIMIT: whole(0, 1_000_000_000, 1_200),
  RATE_LIMIT_PARTNER: whole(0, 1_000_000_000, 12_000),
  RATE_LIMIT_DATABASE_MS: whole(0, 1_000_000_000, 60_000),
  RATE_LIMIT_DATABASE_MS_PARTNER: whole(0, 1_000_000_000, 300_000),
  RATE_STORE_URL: z
    .string()
    .refine((url) => isUrl(url, 'redis:', 'rediss:', 'valkey:', 'valkeys:'))
    .optional()
    .describe('redis://host:port or valkey://host:port, with TLS rediss:// or valkeys://'),
  TRUSTED_PROXIES: list
    .refine(areAddresses)
    .default([])
    .describe('comma-separated addresses or subnets, such as 10.0.0.0/8'),
  REQUEST_TIMEOUT_MS: whole(1, 3_600_000, 30_000),
  DRAIN_MS: whole(0, 600_000, 1_000),
  PERSISTED_DOCUMENTS: z
    .string()
    .transform((folder) => resolve(folder))
    .optional()
    .describe('the path of a folder'),
  PERSISTED_ONLY: flag(false),
  INTROSPECTION: flag(true),
  CORS_ORIGINS: list
    .pipe(
      z.array(
        z
          .string()
          .refine(
            (origin) => origin === '*' || (isUrl(origin, 'http:', 'https:') && new URL(origin).origin === origin),
          ),
      ),
    )
    .default(['*'])
    .describe('* or comma-separated origins, such as https://analysis.example.fr'),
  FRAME_ANCESTORS: list
    .pipe(z.array(z.string().refine(isFrameAncestor)))
    .default([])
    .describe("comma-separated origins, such as https://www.ars.example.fr or https://*.example.fr, or 'self'"),
  METRICS_PORT: z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.int().min(0).max(65_535))
    .optional()
    .describe('a whole number from 0 to 65535'),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl,
  SLOW_OPERATION_MS: whole(1, 3_600_000, 1_000),
});
