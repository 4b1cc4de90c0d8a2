import { pino, type Logger } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { Env } from './env.ts';

export type { Logger } from 'pino';

/**
 * The hub's log: one line of JSON an entry, or plain text where a person is reading. It goes to the standard error, so
 * that the standard output carries answers alone.
 */
export function createLogger(level: Env['LOG_LEVEL']): Logger {
  // Synchronous both ways: the line that explains a crash must be out before the process is gone.
  const stream = process.stderr.isTTY
    ? PinoPretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' })
    : pino.destination({ dest: 2, sync: true });
  return pino({ level }, stream);
}
