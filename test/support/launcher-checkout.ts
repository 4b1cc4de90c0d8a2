import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const commandLine = `
import { readFileSync } from 'node:fs';
const asset = readFileSync(new URL('./data/facts.yaml', import.meta.url), 'utf8');
if (process.argv[2] === 'start') {
  let signals = 0;
  process.on('SIGINT', () => console.log('SIGINT', ++signals));
  process.on('SIGTERM', () => {
    console.log('SIGTERM');
    process.exit(40 + signals);
  });
  setInterval(() => undefined, 60_000);
}
console.log(JSON.stringify({ pid: process.pid, version: process.version, args: process.argv.slice(2), asset }));
`;

// Stands for `npm ci`, which would take the registry and a minute: it installs from this repository's own packages.
const npm = `
const { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync } = require('node:fs');
appendFileSync('../npm.log', process.argv.slice(2).join(' ') + '\\n');
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/@types', { recursive: true });
for (const name of ['node', 'typescript', '@types/node', 'undici-types'])
  symlinkSync(${JSON.stringify(resolve('node_modules'))} + '/' + name, 'node_modules/' + name);
cpSync('package-lock.json', 'node_modules/.package-lock.json');
console.log('added 4 packages');
`;

/** A lockfile that asks for a version of the compiler, and for a package that this machine does not need. */
export function lockfile(version: string): string {
  return JSON.stringify({
    packages: { '': {}, 'node_modules/typescript': { version, dev: true }, 'node_modules/mac': { optional: true } },
  });
}

/** Writes a checkout of a hub that prints what it is started with, and an npm beside it; returns the checkout's folder. */
export async function writeCheckout(base: string): Promise<string> {
  const root = join(base, 'hub');
  await mkdir(join(root, 'cli', 'data'), { recursive: true });
  await Promise.all(
    ['gateway', 'imports', 'platform', 'schema', 'services'].map((folder) => mkdir(join(root, folder))),
  );
  await Promise.all(['maillage.mjs', 'package.json', 'tsconfig.json'].map((file) => cp(file, join(root, file))));
  await writeFile(join(root, 'package-lock.json'), lockfile('1.0.0'));
  await writeFile(join(root, 'cli', 'main.ts'), commandLine);
  await mkdir(join(root, 'cli', 'help'));
  for (const command of ['maillage', 'maillage import', 'maillage import finess'])
    await writeFile(join(root, 'cli', 'help', `${command.replaceAll(' ', '-')}.txt`), `Usage: ${command}\n`);
  await writeFile(join(root, 'cli', 'data', 'facts.yaml'), 'facts: 1\n');
  await writeFile(join(root, 'schema', 'supergraph.graphql'), 'type Query { ok: Boolean }\n');
  await writeFile(join(base, 'npm-cli.js'), npm);
  return root;
}
