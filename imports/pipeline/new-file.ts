import { closeSync, lstatSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { OperatorError } from '../../platform/errors.ts';
import { fileProblem } from '../../platform/file-problem.ts';

const maxNumber = 1_000;

/**
 * A file that is readable by its owner only, and never replaces another: if its path is taken, its name gets a number. What is
 * written to a device such as `/dev/null` goes there.
 */
export class NewFile {
  readonly path: string;
  readonly #descriptor: number;
  readonly #isDevice: boolean;

  private constructor(path: string, descriptor: number, isDevice: boolean) {
    this.path = path;
    this.#descriptor = descriptor;
    this.#isDevice = isDevice;
  }

  /**
   * Creates the file.
   * @param what names its content in messages
   * @throws OperatorError when it cannot be created
   */
  static create(wanted: string, what: string): NewFile {
    const { dir, name, ext } = parse(wanted);
    const isDevice = isCharacterDevice(wanted);
    for (let number = 1; ; number++) {
      const path = number === 1 ? wanted : join(dir, `${name}.${number}${ext}`);
      try {
        // Exclusive: neither an existing file nor what a link leads to is written.
        return new NewFile(path, openSync(path, isDevice ? 'w' : 'wx', 0o600), isDevice);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST' && number < maxNumber) continue;
        throw new OperatorError(`${what} cannot be written to ${path}: ${fileProblem(error as Error)}.`);
      }
    }
  }

  /** Adds to its content. */
  write(content: string | Uint8Array): void {
    writeFileSync(this.#descriptor, content);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** Closes and deletes it. */
  discard(): void {
    closeSync(this.#descriptor);
    if (!this.#isDevice) rmSync(this.path, { force: true });
  }
}

function isCharacterDevice(path: string): boolean {
  try {
    return lstatSync(path).isCharacterDevice();
  } catch {
    return false;
  }
}
