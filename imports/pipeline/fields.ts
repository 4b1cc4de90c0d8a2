import { splitFields, type Line } from './lines.ts';
import { BadRecord } from './bad-record.ts';

/** The fields of a line. @throws BadRecord */
export function fieldsOf({ text }: Line): string[] {
  // PostgreSQL cannot store it in a text.
  if (text.includes('\0')) throw new BadRecord('the line contains a NUL character');
  const fields = splitFields(text);
  if (!fields) throw new BadRecord('the quotes of the line are unbalanced');
  return fields;
}
