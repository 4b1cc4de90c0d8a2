import { printable } from '../../platform/printable.ts';
import { reasonsHeader } from '../../services/kit/datasets/header.ts';
import type { Table } from '../../services/kit/datasets/table.ts';
import type { NewFile } from '../pipeline/new-file.ts';
import { createRejects, type Rejects, type Verdict } from '../pipeline/rejects.ts';
import { csvOf } from '../../services/kit/sheets/write-csv.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';

/**
 * The rejects of a sheet: its header and the rows that were left out or warned of, in its own form, with a column of reasons. An
 * import ignores that column, so that the file can be corrected and loaded.
 */
export class SheetRejects implements Rejects {
  readonly #wanted: string;
  readonly #table: Table;
  readonly #reasons = new Map<number, string[]>();
  #file: NewFile | undefined;

  constructor(wanted: string, table: Table) {
    this.#wanted = wanted;
    this.#table = table;
  }

  get path(): string | undefined {
    return this.#file?.path;
  }

  add(_file: string, line: number, verdict: Verdict, reason: string): void {
    this.#file ??= createRejects(this.#wanted);
    const reasons = this.#reasons.get(line) ?? [];
    reasons.push(verdict === 'warning' ? `warning: ${reason}` : reason);
    this.#reasons.set(line, reasons);
  }

  async close(): Promise<void> {
    if (!this.#file) return;
    this.#file.write(await this.#content());
    this.#file.close();
  }

  discard(): void {
    this.#file?.discard();
  }

  async #content(): Promise<string | Uint8Array> {
    const { sheet, header, rows } = this.#table;
    const cells = [this.#withReasons(header.cells, reasonsHeader)];
    for (const row of rows) {
      const reasons = this.#reasons.get(row.line);
      if (reasons) cells.push(this.#withReasons(row.cells, printable(reasons.join('; '))));
    }
    return isWorkbook(this.#wanted, sheet.form)
      ? workbookOf([{ name: sheet.name ?? this.#table.dataset.name, rows: cells }])
      : csvOf(cells, sheet.delimiter);
  }

  #withReasons(cells: readonly string[], reasons: string): string[] {
    const { header, reasons: at } = this.#table;
    const own = Array.from({ length: Math.max(header.cells.length, cells.length) }, (_, index) => cells[index] ?? '');
    if (at === undefined) return [...own, reasons];
    return own.with(at, reasons);
  }
}

/** Whether rejects are written as a workbook: by the name that they shall have, or otherwise as the sheet is. */
function isWorkbook(wanted: string, form: Table['sheet']['form']): boolean {
  if (/\.xlsx$/i.test(wanted)) return true;
  return form === 'xlsx' && !/\.csv$/i.test(wanted);
}
