import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const dockerfile = read('Dockerfile');
const manifest = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };

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
