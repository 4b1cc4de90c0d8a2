import { pino, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Env } from './env.ts';

export type { Logger } from 'pino';

/**
 * The hub's log: a line of JSON for each entry, or plain text on a terminal. It is written to standard error: standard
 * output is for the results of commands.
 */
export function createLogger(level: Env['LOG_LEVEL']): Logger {
  // Both are synchronous: the entry that explains a crash must be written before the process ends.
  const stream = process.stderr.isTTY
    ? PinoPretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' })
    : pino.destination({ dest: 2, sync: true });
  return pino({ level }, stream);
}
