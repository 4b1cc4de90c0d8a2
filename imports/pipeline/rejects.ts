import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join, parse } from 'node:path';
import { OperatorError } from '../../platform/errors.ts';
import { printable } from '../../platform/printable.ts';
import { asText } from './spreadsheet-cell.ts';

/** Why a line is in the rejects: it was left out, or it was loaded with a warning. */
export type Verdict = 'rejected' | 'warning';

const columns = 'file;line;verdict;reason;text';
const flushAt = 64 * 1024;
const maxNumber = 1_000;

/**
 * The file of the lines that an import left out or warned of, each with the reason; created with the first one, readable
 * by its owner only. It never replaces a file: if its path is taken, its name gets a number.
 */
export class RejectsFile {
  #path: string;
  #descriptor: number | undefined;
  #pending = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** Where it is. */
  get path(): string {
    return this.#path;
  }

  add(file: string, line: number, verdict: Verdict, reason: string, text: string): void {
    if (this.#descriptor === undefined) this.#open();
    const cells = [printable(file), String(line), verdict, printable(reason), text];
    this.#pending += `${cells.map((cell) => quote(asText(cell))).join(';')}\n`;
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
    const { dir, name, ext } = parse(this.#path);
    for (let number = 1; ; number++) {
      const path = number === 1 ? this.#path : join(dir, `${name}.${number}${ext}`);
      try {
        // Exclusive: neither an existing file nor what a link leads to is written.
        this.#descriptor = openSync(path, 'wx', 0o600);
        this.#path = path;
        break;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === 'EEXIST' && number < maxNumber) continue;
        throw new OperatorError(
          `The rejects cannot be written to ${path}: ${message}. Choose another file with --rejects.`,
        );
      }
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
