import type { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { refusal } from '../pipeline/refusal.ts';

/** A file cannot be used: it is left out of a command that loads others, and refuses one that would load nothing. */
export class Unusable extends Error {
  /** What refuses the command. */
  readonly refusal: OperatorError;

  constructor(reason: string, refused: OperatorError) {
    super(reason);
    this.refusal = refused;
  }
}

/** The error of a file that cannot be used, by one of its lines. */
export const unusable = (input: InputFile, line: number, reason: string): Unusable =>
  new Unusable(reason, refusal(input, line, reason));
