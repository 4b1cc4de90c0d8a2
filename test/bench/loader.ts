import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One HTTP request. */
export interface LoadRequest {
  method: 'POST';
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** One run: as many requests as told, by connections that each ask again once they have their answer. */
export interface Load {
  url: string;
  requests: LoadRequest[];
  connections: number;
  amount: number;
  /** When the run is given up, whatever is missing. */
  seconds: number;
}

export interface Loaded {
  /** How long each request took, in milliseconds. */
  took: number[];
  /** From the first request to the last answer. */
  seconds: number;
  /** How many had no answer, or one with errors. */
  failed: number;
}

export interface Loader {
  run(load: Load): Promise<Loaded>;
  stop(): void;
}

/** Starts the process that makes the load. */
export function startLoader(): Loader {
  const child = fork(fileURLToPath(new URL('load-process.ts', import.meta.url)));
  return {
    run: (load) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null): void => reject(new Error(`The load's process ended with ${code}.`));
        child.once('exit', ended);
        child.once('message', (loaded) => {
          child.off('exit', ended);
          resolve(loaded as Loaded);
        });
        child.send(load);
      }),
    stop: () => void child.kill(),
  };
}
