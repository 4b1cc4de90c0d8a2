import type { Input } from './input.ts';
import type { ImportOptions, Session } from './session.ts';

/** A kind of files that the hub can import, with the sub-command of that name. */
export interface ImportSource {
  name: string;
  summary: string;
  /** The tables that it fills. */
  tables: string[];
  /** Knows a file by its content. @throws OperatorError when it is not what it should be */
  recognise(input: Input, options: ImportOptions): Promise<Job>;
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
