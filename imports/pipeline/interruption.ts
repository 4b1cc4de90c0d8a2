import { OperatorError } from '../../platform/errors.ts';

/** The error of an import that a signal ended. */
export const interrupted = (): OperatorError => new OperatorError('Interrupted: nothing was changed.');

/** @throws OperatorError when the operator has stopped the import */
export function heed(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted();
}
