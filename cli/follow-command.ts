import { Command } from 'commander';
import { readEnv } from '../platform/env.ts';
import { createLogger } from '../platform/logger.ts';
import type { Database } from '../services/kit/database/open-database.ts';
import { keepChangeLog } from './change-log.ts';

/**
 * `maillage follow`: writes what changes as lines of JSON, beside a hub or alone.
 * @param open opens the database with its migrations applied
 */
export const followCommand = (open: () => Promise<Database>): Command =>
  new Command('follow')
    .description('write what changes as lines of JSON, in the order of the commits, until it is interrupted')
    .option('--from <cursor>', 'after the change with this cursor (default: from the start of the change log)')
    .option('--until-now', 'end with what is committed now', false)
    .action(async ({ from, untilNow }: { from?: string; untilNow: boolean }) => {
      const env = readEnv();
      const database = await open();
      const stop = new AbortController();
      const interrupt = (): void => stop.abort();
      process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
      // The program that reads the output has ended.
      process.stdout.once('error', interrupt);
      // Without a running hub, no other process reads.
      const reader = keepChangeLog(env, database.url, createLogger('warn'));
      try {
        const { follow } = await import('./follow.ts');
        await follow(database.url, { from, untilNow }, process.stdout, stop.signal);
      } finally {
        process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
        await reader.close();
        await database.close();
      }
    });
