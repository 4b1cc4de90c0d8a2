import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { OperatorError } from '../../platform/errors.ts';

/** Why a line is in the rejects: it was left out, or it was loaded with a warning. */
export type Verdict = 'rejected' | 'warning';

const columns = 'file;line;verdict;reason;text';
const flushAt = 64 * 1024;

/** The file of the lines that an import left out or warned of, each with the reason; created with the first one. */
export class RejectsFile {
  readonly path: string;
  #descriptor: number | undefined;
  #pending = '';

  constructor(path: string) {
    this.path = path;
  }

  add(file: string, line: number, verdict: Verdict, reason: string, text: string): void {
    if (this.#descriptor === undefined) this.#open();
    this.#pending += `${[file, String(line), verdict, reason, text].map(quote).join(';')}\n`;
    if (this.#pending.length > flushAt) this.#flush();
  }

  /** Whether anything was written. */
  get exists(): boolean {
    return this.#descriptor !== undefined;
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    this.#flush();
    closeSync(this.#descriptor);
  }

  /** Deletes the file: a refused import has loaded nothing, so its rejects are of no use. */
  discard(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    rmSync(this.path, { force: true });
    this.#descriptor = undefined;
  }

  #open(): void {
    try {
      this.#descriptor = openSync(this.path, 'w');
    } catch (error) {
      throw new OperatorError(
        `The rejects cannot be written to ${this.path}: ${(error as Error).message}. Choose another file with --rejects.`,
      );
    }
    this.#pending = `${columns}\n`;
  }

  // Written as it goes, so that a file with nothing but rejects does not fill the memory.
  #flush(): void {
    writeSync(this.#descriptor!, this.#pending);
    this.#pending = '';
  }
}

const quote = (value: string): string => (/[";\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
