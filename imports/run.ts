import { OperatorError } from '../platform/errors.ts';
import { spareMemory } from './pipeline/memory.ts';
import { heed, interrupted } from './pipeline/interruption.ts';
import { createImportClient, lockImports, tellImport } from './pipeline/connection.ts';
import type { Progress } from './pipeline/progress.ts';
import { Session, type ImportOptions } from './pipeline/session.ts';
import type { ImportSource } from './pipeline/source.ts';
import type { Summary } from './pipeline/summary.ts';
import { seedTerritories } from './territories/seed.ts';

export interface ImportRun {
  summary: Summary;
  /** The paths of the files of rejects. */
  rejects: string[];
}

// An import sorts and indexes many rows: more memory for sorts, and larger batches for the trigram indexes (GIN).
// Staged rows are read a dozen times, so they stay in memory.
// Cursors are read to the end: optimised for the first rows, a plan would scan the staged file once for each row.
const loadSettings = `
  set local work_mem = '128MB'; set local temp_buffers = '128MB'; set local gin_pending_list_limit = '64MB'; set local jit = off; set local cursor_tuple_fraction = 1`;

// Each search would scan the pending list of the trigram indexes, and the planner's statistics are outdated.
const vacuum = ({ tables }: ImportSource): string => `vacuum (analyze) ${tables.join(', ')}`;

/**
 * Imports files, all of them in one transaction: an error in one, or the end of the process, leaves the hub as it was.
 * @throws OperatorError when a file is refused
 */
export async function runImport(
  url: string,
  source: ImportSource,
  paths: string[],
  options: ImportOptions,
  progress: Progress,
  signal?: AbortSignal,
): Promise<ImportRun> {
  const start = performance.now();
  spareMemory();
  const prepared = await source.prepare(paths, options, signal);
  heed(signal);
  const client = createImportClient(url);
  const session = new Session(client, options, progress);
  const leave = () => void client.end();
  signal?.addEventListener('abort', leave);
  try {
    await client.connect();
    await client.query('begin');
    await client.query(loadSettings);
    await lockImports(client, () => progress.log('Waiting for another import to finish.'));
    await tellImport(client, source.name, paths);
    await seedTerritories(client);
    await prepared.load(session);
    await client.query(options.dryRun ? 'rollback' : 'commit');
    const rejects = await session.close(true);
    if (session.hasWritten && !options.dryRun) await client.query(vacuum(source));
    return {
      summary: {
        files: session.files,
        targets: session.targets,
        suggestions: session.suggestions,
        seconds: (performance.now() - start) / 1000,
        dryRun: options.dryRun,
      },
      rejects,
    };
  } catch (error) {
    await session.close(false);
    throw explain(error as Error, signal);
  } finally {
    progress.stop();
    signal?.removeEventListener('abort', leave);
    await client.end().catch(() => undefined);
  }
}

function explain(error: Error & { code?: string }, signal: AbortSignal | undefined): Error {
  if (signal?.aborted) return interrupted();
  const gone = error.code === '57P01' || error.message.startsWith('Connection terminated');
  return gone ? new OperatorError('The connection to the database was lost: nothing was changed.') : error;
}
