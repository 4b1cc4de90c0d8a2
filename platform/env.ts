import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { OperatorError } from './errors.ts';
import { settings } from './settings.ts';

/** What an environment looks like: `process.env`, or the content of an `.env` file. */
export type Source = Record<string, string | undefined>;

/** The hub's settings, checked and typed. `DATA_DIR` is absolute; `SUBGRAPHS` maps a subgraph's name to its URL. */
export type Env = z.output<typeof settings>;

/** Every variable that the hub reads, as `.env.example` documents them. */
export const variables: readonly string[] = Object.keys(settings.shape);

// A password may stand in them, and a fault's message ends up in logs.
const secret = new Set([
  'DATABASE_URL',
  'INSIGHTS_DATABASE_URL',
  'DATABASE_REPLICA_URLS',
  'SUBGRAPHS',
  'SUBGRAPH_SECRET',
  'JWKS_URL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
]);

/**
 * The settings that `source` gives (by default the process's environment, and below it an `.env` file of the working
 * directory). An empty value counts as not set.
 * @throws OperatorError naming every variable at fault and what it accepts
 */
export function readEnv(source: Source = { ...readEnvFile(), ...filled(process.env) }): Env {
  const given = filled(source);
  const result = settings.safeParse(given);
  const names = new Set(result.error?.issues.map((issue) => String(issue.path[0])));
  const faults = [
    ...[...names].map((name) => fault(name, given)),
    ...missingOf(issuer, given),
    ...forDevelopment(given),
  ];
  if (result.success && faults.length === 0) return result.data;
  throw new OperatorError(['These settings are not accepted:', ...faults].join('\n'));
}

/** Who issues tokens is told by all of these, or by none. */
const issuer = ['JWT_ISSUER', 'JWT_AUDIENCE', 'JWKS_URL'];

function missingOf(names: string[], given: Source): string[] {
  const [missing, set] = [names.filter((name) => !given[name]), names.filter((name) => given[name])];
  if (set.length === 0) return [];
  return missing.map((name) => `  ${name} is missing: it goes together with ${set.join(' and ')}`);
}

function forDevelopment({ NODE_ENV, JWT_ISSUER, JWT_DEVELOPMENT_KEY }: Source): string[] {
  if (!JWT_DEVELOPMENT_KEY) return [];
  if (NODE_ENV === 'production')
    return ['  JWT_DEVELOPMENT_KEY is for local work: leave it out where NODE_ENV is production'];
  return JWT_ISSUER ? ['  JWT_DEVELOPMENT_KEY counts for nothing beside JWT_ISSUER: leave one of them out'] : [];
}

/** The secret that services know their gateway by. @throws OperatorError where there is none in production */
export function subgraphSecret({ NODE_ENV, SUBGRAPH_SECRET }: Env): string | undefined {
  if (NODE_ENV !== 'production' || SUBGRAPH_SECRET !== undefined) return SUBGRAPH_SECRET;
  throw new OperatorError(
    'SUBGRAPH_SECRET is missing: in production, services and gateway share a secret of 32 characters or more.',
  );
}

/** The environment that a program of the system is run with: this process's own, and messages in plain English, which the hub reads. */
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
    throw new OperatorError(`The file .env cannot be read: ${(error as Error).message}`);
  }
}

function fault(name: string, given: Source): string {
  const accepted = settings.shape[name as keyof Env].description;
  const value = given[name];
  if (value === undefined) return `  ${name} is missing: give ${accepted}`;
  return `  ${name} is ${secret.has(name) ? 'malformed' : JSON.stringify(value)}: give ${accepted}`;
}
