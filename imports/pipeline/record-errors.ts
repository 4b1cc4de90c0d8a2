import { BadRecord, Corrected, DamagedNumber, SpreadsheetTrace, WrongLayout } from './bad-record.ts';
import type { InputFile } from './input-file.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** Reads a secondary value of a record: if the check finds it wrong, it is null or corrected, and the record is loaded with a warning. */
export type Secondary = <Value>(check: () => Value) => Value | null;

/** The errors of a file's records: a bad record is left out, and a file that cannot be what it claims is refused. */
export class RecordErrors {
  readonly #session: Session;
  readonly #input: InputFile;
  #firstTrace: number | undefined;
  #wrong = 0;
  #firstWrong: { line: number; reason: string } | undefined;

  constructor(session: Session, input: InputFile) {
    this.#session = session;
    this.#input = input;
  }

  /** Adds what a record threw. @throws OperatorError when the file is to be refused */
  add(error: unknown, number: number, text: string): void {
    this.#refuseSpreadsheets(error, number);
    if (error instanceof WrongLayout) {
      this.#wrong += 1;
      this.#firstWrong ??= { line: number, reason: error.message };
    }
    this.#session.reject(this.#input, number, error.message, text);
  }

  /** The reader of a record's secondary values. It throws an OperatorError when the file is to be refused. */
  secondary(number: number, text: () => string): Secondary {
    return (check) => {
      try {
        return check();
      } catch (error) {
        if (error instanceof Corrected) {
          this.#session.warn(this.#input, number, `${error.message}; loaded as ${error.value}`, text());
          return error.value as ReturnType<typeof check>;
        }
        this.#refuseSpreadsheets(error, number);
        this.#session.warn(this.#input, number, `loaded without a value: ${error.message}`, text());
        return null;
      }
    };
  }

  /** Lets bad records pass. @throws OperatorError when a spreadsheet damaged the file, and any other error */
  #refuseSpreadsheets(error: unknown, number: number): asserts error is BadRecord {
    if (error instanceof DamagedNumber) throw refusal(this.#input, number, error.message);
    if (!(error instanceof BadRecord)) throw error;
    if (!(error instanceof SpreadsheetTrace)) return;
    if (this.#firstTrace !== undefined)
      throw refusal(
        this.#input,
        number,
        `${error.message}, as on ${this.#input.unit} ${this.#firstTrace}: a spreadsheet damaged this file`,
      );
    this.#firstTrace = number;
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
