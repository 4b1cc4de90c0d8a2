import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, in a folder and with these settings and no others: tools behave differently in a test. */
export function outcomeOf(
  cwd: string,
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        // A program that cannot be started, or was killed, has no exit code.
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else reject(error!);
      },
    );
  });
}
