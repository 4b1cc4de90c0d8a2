import { watch, type FSWatcher } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DevCompiler } from './dev-compiler.ts';
import { DevProcess, packagesOf } from './dev-process.ts';
import { isAlive } from '../services/kit/database/embedded/data-folder.ts';
import { openDatabase, type Database } from '../services/kit/database/open-database.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import { requireFreePort } from '../platform/listen.ts';
import type { Running } from '../platform/process.ts';

/** Editors write a file in several steps. */
const settleMs = 50;

/**
 * Runs the hub from the sources of the checkout that this build was made from. A change of a source replaces the hub
 * once it compiles and loads; the database is held here, and stays.
 * Throws an `OperatorError` where the port is taken or the database cannot be used.
 */
export async function develop(env: Env, logger: Logger): Promise<Running> {
  await requireFreePort(env);
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const build = await copyBuild(root);
  const [database, compiler] = await Promise.all([openDatabase(env), DevCompiler.open(root, build)]);
  const session = new DevSession(build, compiler, database, logger);
  const watchers = compiler.folders.map((folder) =>
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (name !== null) session.changed(`${folder}/${name.replaceAll('\\', '/')}`);
    }),
  );
  await session.start();
  return { close: () => close(watchers, session, compiler, database, build) };
}

async function close(
  watchers: FSWatcher[],
  session: DevSession,
  compiler: DevCompiler,
  database: Database,
  build: string,
): Promise<void> {
  for (const watcher of watchers) watcher.close();
  await session.close();
  await compiler.close();
  await database.close();
  await rm(build, { recursive: true });
}

/** A copy of the build for this process alone: `dist` stays what it was built from. */
async function copyBuild(root: string): Promise<string> {
  const copies = join(root, '.dev');
  await mkdir(copies, { recursive: true });
  for (const pid of await readdir(copies))
    if (!isAlive(Number(pid))) await rm(join(copies, pid), { recursive: true, force: true });
  const copy = join(copies, String(process.pid));
  await cp(join(root, 'dist'), copy, { recursive: true });
  return copy;
}

/** Replaces the running hub when its sources change. */
class DevSession {
  readonly #build: string;
  readonly #compiler: DevCompiler;
  readonly #database: Database;
  readonly #logger: Logger;
  /** The files changed since the running hub was loaded. */
  readonly #changes = new Set<string>();
  readonly #packages: string[];
  #hub: DevProcess | undefined;
  /** The process that will run the next hub. */
  #standby: DevProcess;
  /** When the first pending change came. */
  #since: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(build: string, compiler: DevCompiler, database: Database, logger: Logger) {
    this.#build = build;
    this.#compiler = compiler;
    this.#database = database;
    this.#logger = logger;
    this.#packages = packagesOf(build);
    this.#standby = new DevProcess(build, this.#packages);
  }

  /** Starts the hub from the build as it was copied. */
  async start(): Promise<void> {
    await this.#replace(async () => []);
  }

  /** Records that a source file was changed or removed. */
  changed(path: string): void {
    if (['.md', ''].includes(extname(path)) || /^\.|~$/.test(basename(path))) return;
    this.#changes.add(path);
    this.#since ??= performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#work = this.#work.then(() => this.#apply())), settleMs);
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#work;
    await Promise.all([this.#hub?.stop(), this.#standby.stop()]);
  }

  async #apply(): Promise<void> {
    const [paths, since] = [[...this.#changes], this.#since];
    if (since === undefined) return;
    this.#changes.clear();
    this.#since = undefined;
    try {
      if (await this.#applyFiles(paths)) {
        const seconds = ((performance.now() - since) / 1000).toFixed(1);
        this.#logger.info(`the hub answers again, ${seconds} s after the change of ${list(paths)}`);
        return;
      }
    } catch (err) {
      this.#logger.error({ err }, 'The change could not be applied');
    }
    for (const path of paths) this.#changes.add(path);
  }

  /** Whether the hub is replaced by one with these files as they are now. */
  async #applyFiles(paths: string[]): Promise<boolean> {
    const sources = paths.filter((path) => extname(path) === '.ts');
    await this.#compiler.read(sources);
    const faults = await this.#compiler.checkSyntax(sources);
    if (faults.length > 0) return this.#keep(faults);
    await this.#compiler.write(paths);
    // A file that imports a changed one may no longer fit it.
    return this.#replace(() => this.#compiler.checkTypes([...sources, ...this.#compiler.importersOf(sources)]));
  }

  /** Starts a hub, and stops the previous one once the new one has loaded without an error. */
  async #replace(check: () => Promise<string[]>): Promise<boolean> {
    const next = this.#standby;
    const [isLoaded, faults] = await Promise.all([next.load(), check()]);
    try {
      if (!isLoaded || faults.length > 0) {
        await next.stop();
        return this.#keep(faults);
      }
      await this.#hub?.stop();
      this.#hub = next;
      void this.#watch(next);
      return await next.serve(this.#database.url);
    } finally {
      this.#standby = new DevProcess(this.#build, this.#packages);
    }
  }

  /** Reports a hub that ends by itself. */
  async #watch(hub: DevProcess): Promise<void> {
    const by = await hub.ended;
    if (hub.isStopped) return;
    this.#hub = undefined;
    this.#logger.error(`The hub ended (${by}); the next change starts it again`);
  }

  #keep(faults: string[]): false {
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    const rest = this.#hub ? 'the previous hub keeps running' : 'no hub runs';
    this.#logger.error(`The change was not applied; ${rest}`);
    return false;
  }
}

const list = (paths: string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
