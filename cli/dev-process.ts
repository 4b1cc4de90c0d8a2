import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the hub in development says: that its code is loaded, and then that it answers. */
export type DevWord = 'loaded' | 'answers';

/** How long a hub that is replaced may still answer what it was asked. */
const killTimeoutMs = 2_000;

/** A process of the hub, by the code of the moment at which it is told to load. */
export class DevProcess {
  /** By what it ended: its exit code, or a signal. */
  readonly ended: Promise<number | string>;
  readonly #process: ChildProcess;
  #isStopped = false;

  /**
   * Starts a process, which waits.
   * @param build the folder of its code
   * @param packages what it loads ahead
   */
  constructor(build: string, packages: string[]) {
    this.#process = fork(join(build, 'cli', 'dev-standby.js'), packages);
    this.ended = once(this.#process, 'exit').then(([code, signal]) => (code ?? signal) as number | string);
  }

  /** Whether it has been told to stop. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Has it load the hub's code. @returns whether it has; false when it ended before */
  load(): Promise<boolean> {
    return this.#told('load', 'loaded');
  }

  /** Has it serve the graph over a database. @returns whether it answers; false when it ended before */
  serve(databaseUrl: string): Promise<boolean> {
    return this.#told(databaseUrl, 'answers');
  }

  /** Stops it; what it was asked before, it may end for a moment. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#process.kill('SIGTERM');
    const giveUp = setTimeout(() => this.#process.kill('SIGKILL'), killTimeoutMs);
    await this.ended.finally(() => clearTimeout(giveUp));
  }

  async #told(message: string, reply: DevWord): Promise<boolean> {
    const replied = new Promise<boolean>((resolve) => {
      this.#process.on('message', (said) => said === reply && resolve(true));
      void this.ended.then(() => resolve(false));
    });
    // One that has just ended cannot be sent to, and its end is the reply.
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
