import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The messages of a hub in development: its code is loaded, then it answers requests. */
export type DevMessage = 'loaded' | 'answers';

/** How long a replaced hub may take to finish its requests. */
const killTimeoutMs = 2_000;

/** A hub process. It runs the code that the build holds when `load` is called. */
export class DevProcess {
  /** Resolves when the process ends, with its exit code or signal. */
  readonly ended: Promise<number | string>;
  readonly #process: ChildProcess;
  #isStopped = false;

  /**
   * Starts a process that waits for `load`.
   * @param build the folder of its code
   * @param packages the packages it loads in advance
   */
  constructor(build: string, packages: string[]) {
    this.#process = fork(join(build, 'cli', 'dev-standby.js'), packages);
    this.ended = once(this.#process, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** Whether `stop` was called. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Loads the hub's code. @returns false when the process ended first */
  load(): Promise<boolean> {
    return this.#request('load', 'loaded');
  }

  /** Serves the graph over a database. @returns false when the process ended before it answered */
  serve(databaseUrl: string): Promise<boolean> {
    return this.#request(databaseUrl, 'answers');
  }

  /** Stops the process; it may finish its requests for a moment. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#process.kill('SIGTERM');
    const killTimer = setTimeout(() => this.#process.kill('SIGKILL'), killTimeoutMs);
    await this.ended.finally(() => clearTimeout(killTimer));
  }

  async #request(message: string, reply: DevMessage): Promise<boolean> {
    const replied = new Promise<boolean>((resolve) => {
      this.#process.on('message', (received) => received === reply && resolve(true));
      void this.ended.then(() => resolve(false));
    });
    // Sending to a process that has just ended fails; `ended` is the reply then.
    this.#process.send(message, () => undefined);
    return replied;
  }
}

/** The packages that the code of a build imports. */
export function packagesOf(build: string): string[] {
  const importing = /^(?:import|export)\b[^;]*?\bfrom '([^.'][^']*)';|^import '([^.'][^']*)';/gm;
  const names = globSync('**/*.js', { cwd: build }).flatMap((file) =>
    [...readFileSync(join(build, file), 'utf8').matchAll(importing)].map(([, from, bare]) => (from ?? bare)!),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('node:'));
}
