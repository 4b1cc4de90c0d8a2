import type { Input } from './input.ts';
import type { ImportOptions, Session } from './session.ts';

/** An option of `import` that only some sources take. */
export type Setting = 'strict' | 'force' | 'partial' | 'soundRows' | 'year' | 'dataset';

/** A kind of files that the hub can import, with the sub-command of that name. */
export interface ImportSource {
  name: string;
  summary: string;
  /** The tables that it fills. */
  tables: string[];
  settings: readonly Setting[];
  /** The files that a path stands for, where it may be a folder; without it, a path is a file. @throws OperatorError */
  expand?(path: string): Promise<string[]>;
  /** Knows a file by its content. @throws OperatorError when it is not what it should be */
  recognise(input: Input, options: ImportOptions): Promise<Job>;
  /** Makes sure that the files of a command go together. @throws OperatorError */
  check?(jobs: Job[]): void;
  /** What is to be done once all files of the command are loaded. */
  finish?(session: Session, jobs: Job[]): Promise<void>;
}

/** One recognised file, ready to be loaded. */
export interface Job {
  input: Input;
  /** Files of a lower rank are loaded first. */
  rank: number;
  /** Loads the file within the session's transaction. */
  load(session: Session): Promise<void>;
}
