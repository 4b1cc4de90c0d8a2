import { BadRecord, DamagedNumber, LostZero, WrongLayout } from './bad-record.ts';
import type { InputFile } from './input-file.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** The errors of a file's records: a bad record is left out, and a file that cannot be what it claims is refused. */
export class RecordErrors {
  readonly #session: Session;
  readonly #input: InputFile;
  #lostZero: number | undefined;
  #wrong = 0;
  #firstWrong: { line: number; reason: string } | undefined;

  constructor(session: Session, input: InputFile) {
    this.#session = session;
    this.#input = input;
  }

  /** Adds what a record threw. @throws OperatorError when the file is to be refused */
  add(error: unknown, number: number, text: string): void {
    if (error instanceof DamagedNumber) throw refusal(this.#input, number, error.message);
    if (!(error instanceof BadRecord)) throw error;
    if (error instanceof LostZero) {
      if (this.#lostZero !== undefined)
        throw refusal(
          this.#input,
          number,
          `${error.message}, as on ${this.#input.unit} ${this.#lostZero}: a spreadsheet damaged the numbers of this file`,
        );
      this.#lostZero = number;
    }
    if (error instanceof WrongLayout) {
      this.#wrong += 1;
      this.#firstWrong ??= { line: number, reason: error.message };
    }
    this.#session.reject(this.#input, number, error.message, text);
  }

  /** Call it after the last record. @throws OperatorError when most records have the wrong layout */
  finish(): void {
    const { read } = this.#session.files.get(this.#input.name)!;
    const first = this.#firstWrong;
    if (first && this.#wrong > read / 2)
      throw refusal(
        this.#input,
        first.line,
        `${first.reason}; ${this.#wrong} of the ${read} ${this.#input.unit}s have the wrong layout`,
      );
  }
}
