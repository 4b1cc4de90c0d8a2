import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { services } from '../../services/registry.ts';
import { serviceUrl } from '../../services/kit/database/role.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { readEnv, variables } from '../../platform/env.ts';

interface Container {
  image: string;
  build?: string;
  command?: string[];
  environment: Record<string, string | number>;
  healthcheck: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  stop_grace_period?: string;
  volumes?: string[];
  mem_limit?: string;
  pids_limit?: number;
  security_opt?: string[];
  logging?: { options: Record<string, string> };
  ports?: string[];
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const compose = read('docker-compose.yml');
const containers = Object.entries(
  (parse(compose, { merge: true }) as { services: Record<string, Container> }).services,
);
const named = Object.fromEntries(containers);
const own = containers.filter(([, container]) => container.build !== undefined);
const dockerfile = read('Dockerfile');
/** What is given for a password or a secret. */
const given = 'given'.repeat(8);
const ownerUrl = `postgres://maillage:${given}@postgres:5432/maillage`;
/** What `maillage roles` and `maillage secrets` print, in the format env. */
const printed = Object.fromEntries(
  services.flatMap(({ name }) => [
    [`DATABASE_URL_${name.toUpperCase()}`, serviceUrl(name, ownerUrl)],
    [`SUBGRAPH_KEYS_${name.toUpperCase()}`, serviceKey(given, name)],
  ]),
);
const asked = { POSTGRES_PASSWORD: given, SUBGRAPH_SECRET: given, ...printed };

/** What a container's process finds in its environment when the operator sets what the file asks for alone. */
function environmentOf(container: Container): Record<string, string> {
  const fill = (text: string): string =>
    text.replaceAll(
      /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)\}/g,
      (_, name: keyof typeof asked, initial?: string) => initial ?? asked[name] ?? expect.fail(`${name} is not given`),
    );
  return Object.fromEntries(Object.entries(container.environment).map(([name, value]) => [name, fill(String(value))]));
}

test('there is a container for each service, and the gateway asks them all', () => {
  const { SUBGRAPHS } = readEnv(environmentOf(named['gateway']!));
  expect(Object.keys(SUBGRAPHS!).toSorted()).toEqual(services.map(({ name }) => name).toSorted());
  for (const { name } of services) {
    expect(named[name]!.command).toEqual(['node', 'dist/cli/service.js', name]);
    const { PORT } = readEnv(environmentOf(named[name]!));
    expect(SUBGRAPHS![name]).toBe(`http://${name}:${PORT}/graphql`);
    expect(named['gateway']!.depends_on).toMatchObject({ [name]: { condition: 'service_healthy' } });
  }
});

test('every setting can be given, those aside that are for work without containers', () => {
  const passed = new Set(own.flatMap(([, { environment }]) => Object.keys(environment)));
  // While a secret is changed, the services' keys are two: the second secret is for `maillage secrets` alone.
  const embedded = ['NODE_ENV', 'DATA_DIR', 'SUBGRAPH_SECRET_SECOND', 'JWT_DEVELOPMENT_KEY'];
  expect(variables.filter((name) => !passed.has(name))).toEqual(embedded);
  const taken = /^(\$\{(\w+)(:-|:\?[^}]+)\}|[^$]+|postgres:.*)$/;
  for (const [part, { environment }] of own) {
    for (const [name, value] of Object.entries(environment)) {
      const [, , variable] = taken.exec(String(value)) ?? expect.fail(`${name}: ${value}`);
      if (variable !== undefined) expect([name, `${name}_${part.toUpperCase()}`]).toContain(variable);
    }
  }
});

test('several containers of a service or of the gateway may run beside one another', () => {
  for (const [name, container] of own) {
    expect(container, name).not.toHaveProperty('container_name');
    if (name === 'gateway') expect(container.ports).toEqual(['${LISTEN:-127.0.0.1}:${PORT:-4000}:4000']);
    else expect(container).not.toHaveProperty('ports');
  }
});

test('a container may end what it was asked before it is killed', () => {
  for (const [name, container] of own) {
    if (name === 'migrate') continue;
    const { DRAIN_MS, REQUEST_TIMEOUT_MS } = readEnv(environmentOf(container));
    expect(Number.parseInt(container.stop_grace_period!, 10) * 1000).toBeGreaterThan(DRAIN_MS + REQUEST_TIMEOUT_MS);
  }
});

describe.each(own)('the container %s', (_name, container) => {
  test('sets what the hub reads, and nothing else', () => {
    expect(Object.keys(container.environment).filter((name) => !variables.includes(name))).toEqual([]);
    expect(() => readEnv(environmentOf(container))).not.toThrow();
  });

  test('runs what the build makes', () => {
    const [program, entry, ...rest] = container.command!;
    expect(program).toBe('node');
    const source = entry!.replace(/^dist\/(.*)\.js$/, '$1.ts');
    expect(existsSync(new URL(source, root)), source).toBe(true);
    if (source === 'maillage.mjs') expect(read('cli/main.ts')).toContain(`.command('${rest[0]}')`);
  });

  test('writes nothing outside of its temporary folder', () => {
    expect(container).toMatchObject({ read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
  });
});

test('no container takes more than its share of memory and processes, nor of disk by its log', () => {
  for (const [name, container] of containers) {
    expect(container.mem_limit, name).toMatch(/^\d+[mg]$/);
    expect(container.pids_limit, name).toBeGreaterThan(0);
    expect(container.security_opt, name).toEqual(['no-new-privileges:true']);
    expect(container.logging?.options, name).toMatchObject({ 'max-size': '10m', 'max-file': '3' });
  }
});

test("a service has its own role's URL and its own keys alone, and the migration alone the owner's URL", () => {
  for (const { name } of services) {
    const environment = environmentOf(named[name]!);
    const { DATABASE_URL, SUBGRAPH_KEYS } = readEnv(environment);
    expect(DATABASE_URL).toBe(serviceUrl(name, ownerUrl));
    expect(SUBGRAPH_KEYS).toEqual([serviceKey(given, name)]);
    expect(Object.values(environment).join()).not.toContain(given);
  }
  const owning = own.filter(([, container]) => Object.values(environmentOf(container)).includes(ownerUrl));
  expect(owning.map(([name]) => name)).toEqual(['migrate']);
});

test('the services know their gateway, which alone knows the secret and the issuer of tokens', () => {
  expect(readEnv(environmentOf(named['gateway']!)).SUBGRAPH_SECRET).toBe(given);
  const secret = own.filter(([, { environment }]) => 'SUBGRAPH_SECRET' in environment);
  expect(secret.map(([name]) => name)).toEqual(['gateway']);
  const knowing = own.filter(([, { environment }]) => 'JWT_ISSUER' in environment);
  expect(knowing.map(([name]) => name)).toEqual(['gateway']);
  // In production a process that answers without a secret, or takes a development key, does not start.
  expect(dockerfile.slice(dockerfile.lastIndexOf('FROM'))).toMatch(/^ENV NODE_ENV=production /m);
});

test('each container tells whether it is healthy, or ends', () => {
  const jobs = containers.flatMap(([, { depends_on = {} }]) =>
    Object.entries(depends_on).filter(([, { condition }]) => condition === 'service_completed_successfully'),
  );
  const endings = new Set(jobs.map(([name]) => name));
  for (const [name, { healthcheck }] of containers) {
    if (endings.has(name)) expect(healthcheck, name).toEqual({ disable: true });
    else expect(healthcheck.test?.[0], name).toBe('CMD');
  }
});

test('no password stands in the file', () => {
  const isAsked = /^\$\{\w+:\?[^}]+\}$/;
  const settings = containers.flatMap(([, { environment }]) => Object.entries(environment));
  const secrets = settings.flatMap(([name, value]) => {
    const inUrl = /:\/\/[^:/]+:(.+)@/.exec(String(value))?.[1];
    return /password|secret|(^|_)(key|token)$/i.test(name) ? [String(value)] : (inUrl ?? []);
  });
  expect(secrets.length).toBeGreaterThan(1);
  for (const secret of secrets) expect(secret).toMatch(isAsked);
});

describe('Docker Compose', () => {
  const programs = [['docker', 'compose'], ['docker-compose']] as const;
  const found = programs.find(([program, ...args]) => spawnSync(program, [...args, 'version']).status === 0);

  /** Its own reading of the file, with these variables set. */
  function config(environment: Record<string, string>): { status: number | null; stderr: string } {
    const [program, ...args] = found!;
    const options = { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'], ...environment } } as const;
    return spawnSync(program, [...args, '--file', 'docker-compose.yml', 'config', '--quiet'], options);
  }

  test('accepts the file', ({ skip }) => {
    skip(!found, 'neither `docker compose` nor `docker-compose` is installed');
    expect(config(asked)).toMatchObject({ status: 0, stderr: '' });
  });

  test.for([
    ['password', { ...asked, POSTGRES_PASSWORD: '' }],
    ['secret', { ...asked, SUBGRAPH_SECRET: '' }],
    ['what `maillage roles` prints', { ...asked, DATABASE_URL_CLINICAL: '' }],
    ['what `maillage secrets` prints', { ...asked, SUBGRAPH_KEYS_CLINICAL: '' }],
  ] as [string, Record<string, string>][])('asks for the %s', ([what, settings], { skip }) => {
    skip(!found, 'neither `docker compose` nor `docker-compose` is installed');
    const { status, stderr } = config(settings);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(new RegExp(`set it to (a )?${what}`));
  });
});
