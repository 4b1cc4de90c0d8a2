import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { OperatorError } from './errors.ts';

/** What an environment looks like: `process.env`, or the content of an `.env` file. */
export type Source = Record<string, string | undefined>;

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

// The description of a variable is what a fault's message says is accepted.
const settings = z.object({
  HOST: z.string().regex(/^\S+$/).default('127.0.0.1').describe('an address or a host name to listen on'),
  PORT: whole(0, 65_535, 4000),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('one of trace, debug, info, warn, error, fatal, silent'),
  DATA_DIR: z
    .string()
    .default('.maillage')
    .transform((folder) => resolve(folder))
    .describe('a folder'),
  DATABASE_URL: databaseUrl,
  INSIGHTS_DATABASE_URL: databaseUrl,
  DATABASE_POOL: whole(1, 1000, 10),
  SUBGRAPHS: subgraphs
    .optional()
    .describe('name=url pairs with commas between, each name once, such as clinical=http://10.0.0.2:4001/graphql'),
  MAX_DEPTH: whole(1, 1000, 15),
  MAX_ALIASES: whole(0, 10_000, 30),
  MAX_TOKENS: whole(1, 1_000_000, 2000),
  MAX_BODY_BYTES: whole(1, 1_073_741_824, 1_048_576),
});

/** The hub's settings, checked and typed. `DATA_DIR` is absolute; `SUBGRAPHS` maps a subgraph's name to its URL. */
export type Env = z.output<typeof settings>;

/** Every variable that the hub reads, as `.env.example` documents them. */
export const variables: readonly string[] = Object.keys(settings.shape);

// A password may stand in them, and a fault's message ends up in logs.
const secret = new Set(['DATABASE_URL', 'INSIGHTS_DATABASE_URL', 'SUBGRAPHS']);

/**
 * The settings that `source` gives (by default the process's environment, and below it an `.env` file of the working
 * directory). An empty value counts as not set.
 * @throws OperatorError naming every variable at fault and what it accepts
 */
export function readEnv(source: Source = { ...readEnvFile(), ...filled(process.env) }): Env {
  const given = filled(source);
  const result = settings.safeParse(given);
  if (result.success) return result.data;
  const names = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  throw new OperatorError(
    ['These settings are not accepted:', ...[...names].map((name) => fault(name, given))].join('\n'),
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
