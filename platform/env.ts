import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { serviceKey } from './contract/service-key.ts';
import { OperatorError } from './errors.ts';
import { fileProblem } from './file-problem.ts';
import { settings } from './settings.ts';

/** An environment: `process.env`, or the content of an `.env` file. */
export type Source = Record<string, string | undefined>;

/** The hub's settings, validated and typed. `DATA_DIR` is absolute; `SUBGRAPHS` maps the names of subgraphs to URLs. */
export type Env = z.output<typeof settings>;

/** Every variable that the hub reads. `.env.example` documents them. */
export const variables: readonly string[] = Object.keys(settings.shape);

// They may contain a password, and error messages end up in logs.
const secret = new Set([
  'DATABASE_URL',
  'INSIGHTS_DATABASE_URL',
  'PARTNERS_DATABASE_URL',
  'CHANGES_DATABASE_URL',
  'DATABASE_REPLICA_URLS',
  'SUBGRAPHS',
  'SUBGRAPH_SECRET',
  'RATE_STORE_URL',
  'SUBGRAPH_SECRET_SECOND',
  'SUBGRAPH_KEYS',
  'JWKS_URL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
]);

/**
 * Reads the settings from `source`, which defaults to the process's environment, then an `.env` file in the working
 * directory. An empty value counts as not set.
 * @throws OperatorError naming every invalid variable, and what it accepts
 */
export function readEnv(source: Source = { ...readEnvFile(), ...filled(process.env) }): Env {
  const given = filled(source);
  const result = settings.safeParse(given);
  const names = new Set(result.error?.issues.map((issue) => String(issue.path[0])));
  const problems = [
    ...[...names].map((name) => problemOf(name, given)),
    ...missingOf(issuer, given),
    ...forDevelopment(given),
  ];
  if (result.success && problems.length === 0) return result.data;
  throw new OperatorError(['Invalid settings:', ...problems].join('\n'));
}

/** Either all of these are set, or none. */
const issuer = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWKS_URL'];

function missingOf(names: string[], given: Source): string[] {
  const [missing, set] = [names.filter((name) => !given[name]), names.filter((name) => given[name])];
  if (set.length === 0) return [];
  return missing.map(
    (name) => `  ${name} is missing: ${set.join(' and ')} ${set.length > 1 ? 'require' : 'requires'} it`,
  );
}

function forDevelopment({ NODE_ENV, JWT_ISSUER, JWT_DEVELOPMENT_KEY }: Source): string[] {
  if (!JWT_DEVELOPMENT_KEY) return [];
  if (NODE_ENV === 'production')
    return ['  JWT_DEVELOPMENT_KEY is for local development: remove it when NODE_ENV is production'];
  return JWT_ISSUER ? ['  JWT_DEVELOPMENT_KEY has no effect with JWT_ISSUER: remove one of them'] : [];
}

/** The secret that the gateway signs its requests with. @throws OperatorError when it is missing in production */
export function subgraphSecret({ NODE_ENV, SUBGRAPH_SECRET }: Env): string | undefined {
  if (NODE_ENV !== 'production' || SUBGRAPH_SECRET !== undefined) return SUBGRAPH_SECRET;
  throw new OperatorError(
    'SUBGRAPH_SECRET is missing: in production, the gateway signs its requests with a secret of 32 characters or more.',
  );
}

/**
 * The keys by which a service recognises its gateway: those it is given, or those derived from the secrets. Undefined
 * without any.
 * @throws OperatorError when they are missing in production
 */
export function serviceKeys(env: Env, service: string): readonly string[] | undefined {
  if (env.SUBGRAPH_KEYS.length > 0) return env.SUBGRAPH_KEYS;
  const secrets = [env.SUBGRAPH_SECRET, env.SUBGRAPH_SECRET_SECOND].filter((each) => each !== undefined);
  if (secrets.length > 0) return secrets.map((each) => serviceKey(each, service));
  if (env.NODE_ENV !== 'production') return undefined;
  throw new OperatorError(
    'SUBGRAPH_KEYS is missing: in production, a service needs the keys that `maillage secrets` prints for it, or SUBGRAPH_SECRET.',
  );
}

/** The environment for programs of the system: this process's own, with messages in English, which the hub parses. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C' };
}

function filled(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

function readEnvFile(): Source {
  try {
    return parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new OperatorError(`The file .env cannot be read: ${fileProblem(error as Error)}`);
  }
}

function problemOf(name: string, given: Source): string {
  const accepted = settings.shape[name as keyof Env].description;
  const value = given[name];
  if (value === undefined) return `  ${name} is missing: expected ${accepted}`;
  return `  ${name} is ${secret.has(name) ? 'malformed' : JSON.stringify(value)}: expected ${accepted}`;
}
