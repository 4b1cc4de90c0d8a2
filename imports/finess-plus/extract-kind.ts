import { OperatorError } from '../../platform/errors.ts';
import { isDate } from '../../platform/calendar.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readMembers } from '../pipeline/json-members.ts';

/** The two files of FINESS+. */
export type ExtractKind = 'structures' | 'activities';

/**
 * Which of the two files it is, by its first record, and its date, from `generatedAt`.
 * @throws OperatorError when it has no date
 */
export async function identify(input: InputFile): Promise<{ kind: ExtractKind; extractedOn: string }> {
  let kind: ExtractKind | undefined;
  let extractedOn: string | undefined;
  for await (const { name, value } of readMembers(input)) {
    if (name === 'generatedAt') extractedOn = String(value).slice(0, 10);
    else if (typeof value === 'object') kind ??= kindOf(value);
    if (kind && extractedOn !== undefined) break;
  }
  if (extractedOn === undefined || !isDate(extractedOn))
    throw new OperatorError(
      `${input.path} is not a file of FINESS+: expected a date in generatedAt. Nothing was changed.`,
    );
  return { kind: kind ?? 'structures', extractedOn };
}

const kindOf = (record: object | null): ExtractKind =>
  record && ('activitesAutorisees' in record || 'numFiness' in record) ? 'activities' : 'structures';
