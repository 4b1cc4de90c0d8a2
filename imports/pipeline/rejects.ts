import { printable } from '../../platform/printable.ts';
import { NewFile } from './new-file.ts';
import { asText } from '../../services/kit/sheets/spreadsheet-cell.ts';

/** Why a line is in the rejects: it was left out, or it was loaded with a warning. */
export type Verdict = 'rejected' | 'warning';

/** The file of the records that an import left out or warned of, each with the reason; created with the first one. */
export interface Rejects {
  /** Where it is; undefined while nothing was added. */
  readonly path: string | undefined;
  add(file: string, line: number, verdict: Verdict, reason: string, text: string): void;
  /** Writes what remains. */
  close(): Promise<void>;
  /** Deletes the file: a refused import has loaded nothing, so its rejects are of no use. */
  discard(): void;
}

/** Creates the file of rejects. @throws OperatorError when it cannot be created */
export const createRejects = (path: string): NewFile =>
  NewFile.create(path, 'The rejects (choose another file with --rejects)');

const columns = 'file;line;verdict;reason;text';
const flushAt = 64 * 1024;

/** The rejects of files of lines, whose text is in one cell. */
export class LineRejects implements Rejects {
  readonly #wanted: string;
  #file: NewFile | undefined;
  #pending = `${columns}\n`;

  constructor(wanted: string) {
    this.#wanted = wanted;
  }

  get path(): string | undefined {
    return this.#file?.path;
  }

  add(file: string, line: number, verdict: Verdict, reason: string, text: string): void {
    this.#file ??= createRejects(this.#wanted);
    const cells = [printable(file), String(line), verdict, printable(reason), text];
    this.#pending += `${cells.map((cell) => quote(asText(cell))).join(';')}\n`;
    if (this.#pending.length > flushAt) this.#flush();
  }

  async close(): Promise<void> {
    if (!this.#file) return;
    this.#flush();
    this.#file.close();
  }

  discard(): void {
    this.#file?.discard();
  }

  // Written as it goes, so that a file with nothing but rejects does not fill the memory.
  #flush(): void {
    this.#file!.write(this.#pending);
    this.#pending = '';
  }
}

const quote = (value: string): string => (/[";\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
