import { OperatorError } from '../../platform/errors.ts';
import { printable } from '../../platform/printable.ts';
import { columnOf, tablesOf } from '../../services/kit/datasets/dataset.ts';
import { doubtOf } from '../../services/kit/datasets/doubts.ts';
import { quote, type RowError } from '../../services/kit/datasets/row-error.ts';
import { datasetNamed, datasets, describeDataset } from '../../services/registry.ts';
import { loadRows } from '../../services/kit/datasets/load.ts';
import { SeenKeys } from '../../services/kit/datasets/seen-keys.ts';
import { rowOf, tableOf, tooLong, type Table } from '../../services/kit/datasets/table.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { refusal } from '../pipeline/refusal.ts';
import type { Session } from '../pipeline/session.ts';
import { defineSource, type Job } from '../pipeline/source.ts';
import { readSheets } from '../../services/kit/sheets/read-sheets.ts';
import { UnreadableSheet, type SheetRow } from '../../services/kit/sheets/sheet.ts';
import { SheetRejects } from './sheet-rejects.ts';
import { told } from './told.ts';

/** The maximum number of errors that are listed: an entirely wrong file would fill the screen. */
const maxListed = 50;
const maxWarnings = 10;

class PartnerJob implements Job<string[]> {
  readonly input: InputFile;
  readonly rank: number;
  /** The keys of all files of the command. */
  seenKeys = new SeenKeys();
  readonly #table: Table;
  #warnings = 0;

  constructor(input: InputFile, table: Table) {
    this.input = input;
    this.rank = datasets.indexOf(table.dataset);
    this.#table = table;
  }

  /** The result is a line for each error. */
  async load(session: Session): Promise<string[]> {
    const { dataset, header, rows, notices } = this.#table;
    const { path, name } = this.input;
    for (const notice of notices) session.progress.log(`${path}, line ${header.line}: ${notice}`);
    session.writeRejectsTo(this.input, this.#rejects(session));
    const sound = rows.filter((row) => tooLong(this.#table, row) === undefined);
    const loaded = await loadRows(
      session.client,
      await describeDataset(dataset),
      sound.map((row) => rowOf(this.#table, row, `line ${row.line} of ${name}`)),
      this.seenKeys,
      { institution: session.options.institution ?? null, mayChangeOthers: session.options.force },
    );
    for (const line of told(loaded, session.options)) session.progress.log(printable(`${path}, ${line}`));
    const { errors, counts } = loaded;
    for (const [target, count] of counts) session.count(target, count);
    const byLine = Map.groupBy(errors, (error) => error.number);
    const lines = rows.flatMap((row) => this.#report(session, row, byLine.get(row.line) ?? []));
    session.progress.update(this.input);
    return lines;
  }

  #rejects({ options }: Session): SheetRejects {
    const path = options.rejects ?? `${this.input.name}.rejects.${this.#table.sheet.form}`;
    return new SheetRejects(path, this.#table);
  }

  /** Counts a row, and reports what is wrong with it; the result is a line for each error. */
  #report(session: Session, row: SheetRow, errors: RowError[]): string[] {
    const { input } = this;
    session.countRead(input);
    const reasons = errors.map((error) => this.#explain(error, row));
    const excess = tooLong(this.#table, row);
    if (excess !== undefined) reasons.push(excess);
    if (reasons.length > 0 && session.options.partial) session.reject(input, row.line, reasons.join('; '), '');
    for (const doubt of this.#doubts(row)) this.#warn(session, row, doubt);
    return reasons.map((reason) => printable(`${input.path}, line ${row.line}, ${reason}`));
  }

  /** The first warnings are shown, as they may be of the file as a whole; a dry run shows those of the session. */
  #warn(session: Session, { line }: SheetRow, reason: string): void {
    session.warn(this.input, line, reason, '');
    this.#warnings += 1;
    if (session.options.dryRun || this.#warnings > maxWarnings) return;
    session.progress.log(`${this.input.path}, line ${line}, ${reason}`);
    if (this.#warnings === maxWarnings) session.progress.log('… further warnings are in the file of rejects');
  }

  #explain({ column, value, message }: RowError, { cells }: SheetRow): string {
    const given = value ?? cells[this.#table.positions.get(column) ?? -1] ?? '';
    return `column ${column}: ${quote(given)}: ${message}`;
  }

  #doubts({ cells }: SheetRow): string[] {
    const { dataset, positions } = this.#table;
    return [...positions].flatMap(([name, at]) => {
      const doubt = doubtOf(columnOf(dataset, name), cells[at] ?? '');
      return doubt === undefined ? [] : [`column ${name}: ${quote(cells[at]!)}: ${doubt}`];
    });
  }
}

/** The spreadsheets of partner institutions, each of one dataset. */
export const partner = defineSource({
  name: 'partner',
  summary: 'spreadsheets of partner institutions (CSV, xlsx), based on the templates of `npx maillage template`',
  tables: tablesOf(datasets),
  settings: ['validRows', 'dataset', 'institution', 'others'],

  async recognise(input, options) {
    const among = options.dataset === undefined ? datasets : [datasetNamed(options.dataset)];
    try {
      const table = tableOf(await readSheets(input.bytes()), among);
      if (table.rows.length === 0) throw new UnreadableSheet('has no rows below its header');
      return new PartnerJob(input, table);
    } catch (error) {
      if (!(error instanceof UnreadableSheet)) throw error;
      if (error.line !== undefined) throw refusal(input, error.line, error.message);
      throw new OperatorError(printable(`${input.path} ${error.message}. Nothing was changed.`));
    }
  },

  combine(jobs) {
    const seenKeys = new SeenKeys();
    for (const job of jobs) job.seenKeys = seenKeys;
  },

  async finish(session, lines) {
    const errors = lines.flat();
    if (errors.length === 0 || session.options.partial) return;
    const more = errors.length > maxListed ? [`… and ${errors.length - maxListed} more`] : [];
    throw new OperatorError(
      [...errors.slice(0, maxListed), ...more, 'Nothing was changed; --partial loads the valid rows.'].join('\n'),
    );
  },
});
