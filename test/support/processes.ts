import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { built } from './build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What has been started, and has not ended. */
export const running = new Set<ChildProcess>();

/** A real process of the built hub. */
export interface Program {
  process: ChildProcess;
  /** What it has written so far. */
  output(): string;
  /** Waits for words in its output, and gives the whole of it; fails when the process ends first. */
  says(words: string | RegExp): Promise<string>;
  /** Its exit code. */
  ended: Promise<number | null>;
}

/** Runs a file of the build with the settings given and no others, but that it stops at once: no load balancer sends it anybody. */
export function run(file: string, args: string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, [built(file), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DRAIN_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const waiting = new Set<() => void>();
  const listen = (chunk: Buffer): void => {
    text += chunk.toString();
    for (const check of waiting) check();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve)).finally(() =>
    running.delete(child),
  );
  return {
    process: child,
    ended,
    output: () => text,
    says: (words) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (typeof words === 'string' ? text.includes(words) : words.test(text)) {
            waiting.delete(check);
            resolve(text);
          }
        };
        waiting.add(check);
        void ended.then((code) => reject(new Error(`ended with ${code}, having said:\n${text}`)));
        check();
      }),
  };
}

/** Asks a graph over HTTP. */
export async function ask(url: string, query: string, headers: Record<string, string> = {}): Promise<any> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

/** The URL of the graph in what a process has said. */
export const graphUrl = (output: string): string => /https?:\/\/[^\s"]+\/graphql/.exec(output)![0];
