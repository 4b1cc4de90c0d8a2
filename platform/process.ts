import { OperatorError } from './errors.ts';
import type { Logger } from './logger.ts';
import { printableLines } from './printable.ts';

/** Something that runs until it is closed. */
export interface Running {
  /** How long it still accepts requests after `close` is called, in milliseconds. Defaults to 0. */
  drainMs?: number;
  close(): Promise<void>;
}

const closeTimeoutMs = 30_000;

/**
 * Starts what a command serves, keeps it until SIGINT or SIGTERM, and closes it.
 * If it does not close within half a minute after its drain, the process exits with code 1.
 */
export async function serveUntilSignal(start: () => Promise<Running>, logger: Logger): Promise<void> {
  const signal = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => resolve(name));
  });
  const running = await start();
  logger.info(`${await signal}: stopping`);
  const timeout = setTimeout(
    () => {
      logger.error('Not stopped in time: exiting');
      process.exit(1);
    },
    (running.drainMs ?? 0) + closeTimeoutMs,
  );
  await running.close().finally(() => clearTimeout(timeout));
  logger.info('stopped');
}

/** Runs a command. An error that the operator can fix is printed in one line to standard error, with exit code 1. */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const text = error instanceof OperatorError ? error.message : String((error as Error).stack);
    process.stderr.write(`${printableLines(text)}\n`);
    process.exitCode = 1;
  }
}
