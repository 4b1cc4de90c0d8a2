import { OperatorError } from '../../platform/errors.ts';
import { printable } from '../../platform/printable.ts';
import type { InputFile } from './input-file.ts';

/** The error that refuses a whole file, and names the line and the reason. */
export const refusal = (input: InputFile, line: number, reason: string): OperatorError =>
  new OperatorError(printable(`${input.path}, ${input.unit} ${line}: ${reason}. Nothing was changed.`));
