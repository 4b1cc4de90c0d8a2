import type pg from 'pg';
import type { InputFile } from './input-file.ts';
import type { Progress } from './progress.ts';
import { refusal } from './refusal.ts';
import { LineRejects, type Rejects, type Verdict } from './rejects.ts';
import type { Counts } from '../../services/kit/database/upsert.ts';
import type { FileCounts, UnitSuggestion } from './summary.ts';

/** How many rejects and warnings a dry run prints. */
const maxListed = 20;

export interface ImportOptions {
  /** Refuse the file at the first bad record instead of leaving the record out. */
  strict: boolean;
  /** Do everything, then roll back. */
  dryRun: boolean;
  /** Load an extract that is older than the last one loaded. For a partner's spreadsheet: change rows of others, which stay theirs. */
  force: boolean;
  /** The file is a part of a register: load what it lists and close nothing. For a partner's spreadsheet: load the valid rows. */
  partial: boolean;
  /** Where the rejects of all files go; defaults to a file for each input, in the working directory. */
  rejects?: string;
  /** The year of a population file; defaults to the year in the file's name. */
  year?: number;
  /** The FINESS number of the institution whose rows a partner's spreadsheet has; defaults to none: they are the hub's. */
  institution?: string;
  /** The dataset of a partner's spreadsheet; defaults to the one that its header matches. */
  dataset?: string;
}

/** One run of an import: its transaction, and the counts of records and rows. */
export class Session {
  readonly client: pg.Client;
  readonly options: ImportOptions;
  readonly progress: Progress;
  readonly files = new Map<string, FileCounts>();
  readonly targets = new Map<string, Counts>();
  readonly suggestions: UnitSuggestion[] = [];
  /** By path; those that have a form of their own by file. */
  readonly #rejects = new Map<string | InputFile, Rejects>();
  #listed = 0;

  constructor(client: pg.Client, options: ImportOptions, progress: Progress) {
    this.client = client;
    this.options = options;
    this.progress = progress;
  }

  /** Counts a record as read. */
  countRead(input: InputFile): void {
    this.#countsOf(input).read += 1;
  }

  /** Adds to the counts of a target's rows. */
  count(target: string, counts: Partial<Counts>): void {
    const sum = this.targets.get(target) ?? { new: 0, changed: 0, same: 0, gone: 0 };
    for (const name of ['new', 'changed', 'same', 'gone'] as const) sum[name] += counts[name] ?? 0;
    this.targets.set(target, sum);
  }

  /** Whether any row is new, changed or removed. */
  get hasWritten(): boolean {
    return [...this.targets.values()].some((counts) => counts.new + counts.changed + counts.gone > 0);
  }

  /** Leaves a record out. @throws OperatorError with `--strict`: the file is refused */
  reject(input: InputFile, line: number, reason: string, text: string): void {
    if (this.options.strict) throw refusal(input, line, reason);
    this.#countsOf(input).rejected += 1;
    this.#writeReject(input, line, 'rejected', reason, text);
  }

  /** Warns of a record that is loaded anyway. */
  warn(input: InputFile, line: number, reason: string, text: string): void {
    this.#countsOf(input).warnings += 1;
    this.#writeReject(input, line, 'warning', reason, text);
  }

  /** Has the rejects of a file written in a form of its own. */
  writeRejectsTo(input: InputFile, rejects: Rejects): void {
    this.#rejects.set(input, rejects);
  }

  /**
   * Rejects or warns of the staged records that a query selects as `line`, `reason` and `raw`; returns whether there are any.
   * @param reasonOf the reason for what the query selected as one; a record for which it is undefined is not reported
   */
  async reportRows(
    input: InputFile,
    verdict: Verdict,
    query: string,
    parameters: unknown[] = [],
    reasonOf: (selected: string) => string | undefined = (selected) => selected,
  ): Promise<boolean> {
    // A cursor, since every record of a file may be a duplicate.
    await this.client.query(`declare reported no scroll cursor for ${query}`, parameters);
    for (let found = false; ; found = true) {
      const { rows } = await this.client.query<{ line: number; reason: string; raw: string }>(
        'fetch 200 from reported',
      );
      for (const { line, reason: selected, raw } of rows) {
        const reason = reasonOf(selected);
        if (reason === undefined) continue;
        if (verdict === 'rejected') this.reject(input, line, reason, raw);
        else this.warn(input, line, reason, raw);
      }
      if (rows.length > 0) continue;
      await this.client.query('close reported');
      return found;
    }
  }

  /** Closes the files of rejects, or deletes them when the import was refused; returns the paths of those that remain. */
  async close(keep: boolean): Promise<string[]> {
    const all = [...this.#rejects.values()];
    for (const rejects of all) {
      if (keep) await rejects.close();
      else rejects.discard();
    }
    return keep ? all.flatMap(({ path }) => path ?? []) : [];
  }

  #countsOf(input: InputFile): FileCounts {
    let counts = this.files.get(input.name);
    if (!counts) this.files.set(input.name, (counts = { read: 0, rejected: 0, warnings: 0 }));
    return counts;
  }

  #writeReject(input: InputFile, line: number, verdict: Verdict, reason: string, text: string): void {
    if (this.options.dryRun) return this.#list(input, line, verdict, reason);
    const path = this.options.rejects ?? `${input.name}.rejects.csv`;
    let rejects = this.#rejects.get(input) ?? this.#rejects.get(path);
    if (!rejects) this.#rejects.set(path, (rejects = new LineRejects(path)));
    rejects.add(input.name, line, verdict, reason, text);
  }

  // A dry run writes no file.
  #list(input: InputFile, line: number, verdict: Verdict, reason: string): void {
    this.#listed += 1;
    if (this.#listed <= maxListed) this.progress.log(`${input.name}, ${input.unit} ${line}, ${verdict}: ${reason}`);
    else if (this.#listed === maxListed + 1) this.progress.log('… and more, which are counted below');
  }
}
