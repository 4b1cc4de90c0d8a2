import { stat } from 'node:fs/promises';
import { OperatorError } from '../../platform/errors.ts';
import { InputFile } from './input-file.ts';
import type { ImportOptions, Session } from './session.ts';

/** An option of `import` that only some sources take. */
export type Setting = 'strict' | 'force' | 'partial' | 'validRows' | 'year' | 'dataset' | 'institution' | 'others';

interface SourceInfo {
  /** The name of its subcommand of `import`. */
  name: string;
  summary: string;
  /** The tables that it writes, which are vacuumed afterwards. */
  tables: string[];
  settings: readonly Setting[];
}

/** One recognised file, ready to be loaded. */
export interface Job<Result> {
  input: InputFile;
  /** Files of a lower rank are loaded first. */
  rank: number;
  /** Loads the file within the session's transaction; the result is for `finish` of the source. */
  load(session: Session): Promise<Result>;
}

/** How one kind of files is imported. */
interface SourceDefinition<SourceJob, Result> extends SourceInfo {
  /** The files of a path that may be a folder; without this function, a path is a file. @throws OperatorError */
  expand?(path: string): Promise<string[]>;
  /** Whether an empty file is recognised like any other; without it, it is refused. */
  takesEmpty?: true;
  /** Recognises a file by its content. @throws OperatorError when the file is of another kind */
  recognise(input: InputFile, options: ImportOptions): Promise<SourceJob & Job<Result>>;
  /** Checks the files of a command against each other before loading, and sets what their jobs share. @throws OperatorError */
  combine?(jobs: readonly SourceJob[]): void;
  /** Runs when all files of the command are loaded; `results` are those of their jobs, in loading order. */
  finish?(session: Session, results: Result[]): Promise<void>;
}

/** A kind of files that the hub can import. */
export interface ImportSource extends SourceInfo {
  /** Whether its arguments may be folders. */
  takesFolders: boolean;
  /** Recognises the files of a command. @throws OperatorError when one is refused */
  prepare(paths: readonly string[], options: ImportOptions, signal?: AbortSignal): Promise<PreparedImport>;
}

/** The recognised files of one command. */
interface PreparedImport {
  /** Loads all of them within the session's transaction. @throws OperatorError when one is refused */
  load(session: Session): Promise<void>;
}

/** Makes a source of its definition. The type of its jobs stays inside, so that sources of different jobs fit in one list. */
export function defineSource<SourceJob, Result>(definition: SourceDefinition<SourceJob, Result>): ImportSource {
  const { name, summary, tables, settings } = definition;
  return {
    name,
    summary,
    tables,
    settings,
    takesFolders: definition.expand !== undefined,
    async prepare(paths, options, signal) {
      const jobs = await recogniseAll(definition, paths, options, signal);
      return { load: (session) => loadAll(definition, jobs, session) };
    },
  };
}

async function recogniseAll<SourceJob, Result>(
  source: SourceDefinition<SourceJob, Result>,
  paths: readonly string[],
  options: ImportOptions,
  signal: AbortSignal | undefined,
): Promise<Job<Result>[]> {
  const jobs: (SourceJob & Job<Result>)[] = [];
  const rejects = options.rejects === undefined ? undefined : await stat(options.rejects).catch(() => undefined);
  for (const path of paths) {
    for (const file of (await source.expand?.(path)) ?? [path]) {
      const input = await InputFile.open(file, signal, source.takesEmpty);
      if (rejects && input.is(rejects))
        throw new OperatorError(`--rejects is ${options.rejects}, which is a file to import: choose another file.`);
      jobs.push(await source.recognise(input, options));
    }
  }
  source.combine?.(jobs);
  return jobs.toSorted((one, two) => one.rank - two.rank);
}

async function loadAll<SourceJob, Result>(
  source: SourceDefinition<SourceJob, Result>,
  jobs: readonly Job<Result>[],
  session: Session,
): Promise<void> {
  const results: Result[] = [];
  for (const job of jobs) {
    session.progress.start(job.input);
    results.push(await job.load(session));
  }
  await source.finish?.(session, results);
}
