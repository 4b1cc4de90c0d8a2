#!/usr/bin/env node
// Sets up what is missing, the dependencies and the build, then runs the hub on the Node that the lockfile pins.
// It runs before any dependency is there, so it has none, and takes any Node from 20 on.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, 'node_modules');
const compiler = join(modules, 'typescript', 'bin', 'tsc');
const dist = join(root, 'dist');
const stamp = join(dist, '.stamp');
// A signal to npm ends the shell in between, which does not pass it on.
const npmShell = process.env.npm_lifecycle_event === undefined ? undefined : process.ppid;

/** An error to print as one line, without a stack. */
class Fault extends Error {}

/** Runs a program to its end, in this terminal. @returns {Promise<number>} its exit code */
function run(command, args, options = {}) {
  return new Promise((settle, fail) => {
    // Away from the terminal's process group, where Ctrl-C would reach it besides the signal that is passed on here.
    const child = spawn(command, args, { stdio: 'inherit', detached: process.platform !== 'win32', ...options });
    const passed = new Map();
    const pass = (signal) => {
      // npm repeats to its child the Ctrl-C that the terminal has already sent it: that is one wish to stop, not two.
      if (performance.now() - (passed.get(signal) ?? -Infinity) < 300) return;
      passed.set(signal, performance.now());
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    const lost = () => process.ppid !== npmShell && passed.size === 0;
    const watch = npmShell === undefined ? undefined : setInterval(() => lost() && pass('SIGTERM'), 100);
    child.on('error', (error) => fail(new Fault(`${basename(command)} cannot be run: ${error.message}`)));
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of signals) process.off(name, pass);
      settle(code ?? 128 + constants.signals[signal]);
    });
  });
}

function readJson(path) {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds what the lockfile says, by npm's own record of what it installed. */
function isInstalled() {
  const lockfile = join(root, 'package-lock.json');
  const record = join(modules, '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  if (!fs.existsSync(lockfile) || fs.statSync(record).mtimeMs >= fs.statSync(lockfile).mtimeMs) return true;
  const installed = readJson(record)?.packages ?? {};
  const whole = 'node_modules/typescript' in installed;
  return Object.entries(readJson(lockfile).packages).every(([path, wanted]) => {
    const found = installed[path];
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity;
    return path === '' || wanted.optional || wanted.devOptional || wanted.peer || (wanted.dev && !whole);
  });
}

async function install() {
  process.stderr.write('maillage: installing the dependencies (a minute or two, once)\n');
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const { npm_execpath: npm = '' } = process.env;
  const caller = /^np[mx]-cli\.js$/.test(basename(npm)) ? join(dirname(npm), 'npm-cli.js') : undefined;
  const [command, before] = caller ? [process.execPath, [caller]] : ['npm', []];
  const options = { cwd: root, stdio: ['ignore', 'ignore', 2], shell: !caller && process.platform === 'win32' };
  const code = await run(command, [...before, ...args], options);
  if (code !== 0) process.exit(code);
}

/** The folders of the sources, as the compiler reads them. */
const sourceFolders = () => readJson(join(root, 'tsconfig.json'))?.include ?? [];

function* filesOf(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesOf(path);
    else yield path;
  }
}

/** A hash of the build's inputs. By content: a checkout, a copy or an unpacked archive changes the times. */
function fingerprint() {
  const hash = createHash('sha256');
  const folders = sourceFolders()
    .map((folder) => join(root, folder))
    .filter((folder) => fs.existsSync(folder));
  for (const file of [
    ...folders.flatMap((folder) => [...filesOf(folder)]),
    join(root, 'tsconfig.json'),
    join(root, 'package-lock.json'),
  ]) {
    if (!fs.existsSync(file)) continue;
    const content = fs.readFileSync(file);
    hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

const isBuilt = (print) => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === print;

async function build(print) {
  process.stderr.write('maillage: building\n');
  // Beside `dist`, whose depth its source maps' paths count on.
  const fresh = fs.mkdtempSync(join(root, '.dist-'));
  try {
    const code = await run(findNode(), [compiler, '--outDir', fresh], { cwd: root, stdio: ['ignore', 2, 2] });
    if (code !== 0) throw new Fault('the build failed');
    for (const file of sourceFolders().flatMap((folder) => [...filesOf(join(root, folder))])) {
      if (['.ts', '.md'].includes(extname(file))) continue;
      const copy = join(fresh, file.slice(root.length));
      fs.mkdirSync(dirname(copy), { recursive: true });
      fs.copyFileSync(file, copy);
    }
    fs.writeFileSync(join(fresh, basename(stamp)), print);
    // Another command may have built the same sources meanwhile, and be running from them.
    if (isBuilt(print)) return;
    fs.rmSync(dist, { recursive: true, force: true });
    fs.renameSync(fresh, dist);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
}

async function buildWhatChanged() {
  // A production install has no compiler, and comes with its build.
  if (!fs.existsSync(compiler)) return;
  const print = fingerprint();
  if (!isBuilt(print)) await build(print);
}

function findNode() {
  const own = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 17)) return process.execPath;
  throw new Fault(`the hub needs Node 22.17 or later, and this is ${process.version}: install the npm package "node"`);
}

/** The output of `--help`, of any command, and of `--version`, which need neither packages nor a build. */
function staticOutput(args) {
  if (args.length === 1 && ['--version', '-V'].includes(args[0]))
    return `${readJson(join(root, 'package.json')).version}\n`;
  if (args[0] !== 'help' && !args.some((arg) => arg === '--help' || arg === '-h')) return undefined;
  // Names of commands come before their own arguments.
  for (
    const names = args.filter((arg) => /^[a-z-]+$/.test(arg) && !arg.startsWith('-') && arg !== 'help');
    ;
    names.pop()
  ) {
    const file = join(root, 'cli', 'help', `${['maillage', ...names].join('-')}.txt`);
    // A container has a build without sources, and answers these from the build.
    if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
    if (names.length === 0) return undefined;
  }
}

async function main([command, ...rest]) {
  const output = fs.existsSync(join(root, 'cli')) ? staticOutput([command, ...rest].filter(Boolean)) : undefined;
  if (output !== undefined) {
    process.stdout.write(output);
    return 0;
  }
  // Only the build: the caller runs on the installed packages, which must not be replaced beneath it.
  if (command === 'build' && !isInstalled())
    throw new Fault('the packages are not those of package-lock.json: run npm ci');
  if (!isInstalled()) await install();
  if (command === 'install') return 0;
  await buildWhatChanged();
  if (command === 'build' || command === 'setup') return 0;
  const entry = join(dist, 'cli', 'main.js');
  if (!fs.existsSync(entry)) throw new Fault(`there is no build at ${entry}, and no compiler to make it: run npm ci`);
  const env = { NODE_COMPILE_CACHE: join(modules, '.cache', 'node-compile'), ...process.env };
  return run(findNode(), [entry, ...(command === undefined ? [] : [command]), ...rest], { env });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Fault)) throw error;
  process.stderr.write(`maillage: ${error.message}\n`);
  process.exitCode = 1;
}
