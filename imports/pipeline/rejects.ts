import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { OperatorError } from '../../platform/errors.ts';

/** What became of a line that is written to the rejects: left out, or loaded all the same with something to tell. */
export type Verdict = 'rejected' | 'warning';

const columns = 'file;line;verdict;reason;text';
const flushAt = 64 * 1024;

/** The file of the lines that an import left out, each with its reason; it exists when there is one. */
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

  /** Leaves no file behind: an import that was refused has loaded nothing that rejects could complete. */
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
        `The rejects cannot be written to ${this.path}: ${(error as Error).message}. Name another file with --rejects.`,
      );
    }
    this.#pending = `${columns}\n`;
  }

  // Written at once, so that a file of rejects alone cannot outgrow the memory.
  #flush(): void {
    writeSync(this.#descriptor!, this.#pending);
    this.#pending = '';
  }
}

const quote = (value: string): string => (/[";\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
