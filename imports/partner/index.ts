import { OperatorError } from '../../platform/errors.ts';
import { printable } from '../../platform/printable.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { describe } from '../datasets/describe.ts';
import { quote, type RowError } from '../datasets/row-error.ts';
import { datasets } from '../datasets/index.ts';
import { loadRows } from '../datasets/load.ts';
import type { Row } from '../datasets/read.ts';
import { SeenKeys } from '../datasets/seen-keys.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { deriveCensusLegalEntities } from '../pipeline/census-legal-entities.ts';
import type { Session } from '../pipeline/session.ts';
import { defineSource, type Job } from '../pipeline/source.ts';
import { readCsv, type CsvRecord } from './csv.ts';
import { recogniseHeader } from './header.ts';

/** The maximum number of errors that are listed: an entirely wrong file would fill the screen. */
const maxListed = 50;

class PartnerJob implements Job<string[]> {
  readonly input: InputFile;
  readonly rank: number;
  /** The keys of all files of the command. */
  seenKeys = new SeenKeys();
  readonly #dataset: Dataset;
  readonly #names: string[];
  readonly #records: CsvRecord[];

  constructor(input: InputFile, dataset: Dataset, names: string[], records: CsvRecord[]) {
    this.input = input;
    this.rank = datasets.indexOf(dataset);
    this.#dataset = dataset;
    this.#names = names;
    this.#records = records;
  }

  /** The result is a line for each error. */
  async load(session: Session): Promise<string[]> {
    const rows = this.#records.filter((record) => !this.#isTooLong(record)).map((record) => this.#row(record));
    const { errors, counts } = await loadRows(session.client, await describe(this.#dataset), rows, this.seenKeys);
    for (const [target, count] of counts) session.count(target, count);
    const byLine = Map.groupBy(errors, (error) => error.number);
    const lines: string[] = [];
    for (const record of this.#records) {
      session.countRead(this.input);
      const reasons = (byLine.get(record.line) ?? []).map((error) => this.#explain(error, record));
      if (this.#isTooLong(record)) reasons.push(`expected at most ${this.#names.length} cells, as in the header`);
      lines.push(...reasons.map((reason) => printable(`${this.input.path}, line ${record.line}, ${reason}`)));
      if (reasons.length > 0 && session.options.partial)
        session.reject(this.input, record.line, reasons.join('; '), record.text);
    }
    session.progress.update(this.input);
    return lines;
  }

  // Empty cells at the end of a row may be missing, or more than in the header.
  #isTooLong({ cells }: CsvRecord): boolean {
    return cells.slice(this.#names.length).some((cell) => cell !== '');
  }

  #row({ line, cells }: CsvRecord): Row {
    const named = this.#names.map((name, index) => [name, cells[index] ?? '']);
    return { number: line, place: `line ${line} of ${this.input.name}`, cells: Object.fromEntries(named) };
  }

  #explain({ column, value, message }: RowError, { cells }: CsvRecord): string {
    const given = value ?? cells[this.#names.indexOf(column)] ?? '';
    return `column ${column}: ${quote(given)}: ${message}`;
  }
}

/** The spreadsheets of partner institutions, each of one dataset. */
export const partner = defineSource({
  name: 'partner',
  summary: 'CSV files of partner institutions, based on the templates of `npx maillage template`',
  tables: datasets.flatMap(({ table, columns }) => [
    table,
    ...columns.flatMap(({ joinTable }) => joinTable?.table ?? []),
  ]),
  settings: ['validRows', 'dataset'],

  async recognise(input, options) {
    const [header, ...records] = await readCsv(input);
    if (!header)
      throw new OperatorError(
        `${input.path} has no header; print one with npx maillage template. Nothing was changed.`,
      );
    const names = header.cells.slice(0, header.cells.findLastIndex((cell) => cell !== '') + 1);
    const dataset = recogniseHeader(input, header.line, names, options.dataset);
    if (records.length === 0)
      throw new OperatorError(`${input.path} has no rows below its header. Nothing was changed.`);
    return new PartnerJob(input, dataset, names, records);
  },

  combine(jobs) {
    const seenKeys = new SeenKeys();
    for (const job of jobs) job.seenKeys = seenKeys;
  },

  async finish(session, lines) {
    const errors = lines.flat();
    if (errors.length === 0 || session.options.partial) return deriveCensusLegalEntities(session.client);
    const more = errors.length > maxListed ? [`… and ${errors.length - maxListed} more`] : [];
    throw new OperatorError(
      [...errors.slice(0, maxListed), ...more, 'Nothing was changed; --partial loads the valid rows.'].join('\n'),
    );
  },
});
