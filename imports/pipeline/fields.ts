import { splitFields, type Line } from './lines.ts';
import { BadRecord } from './bad-record.ts';

/** The fields of a line, which PostgreSQL can hold. @throws BadRecord */
export function fieldsOf({ text }: Line): string[] {
  // PostgreSQL's texts cannot hold it.
  if (text.includes('\0')) throw new BadRecord('the line has a NUL character');
  const fields = splitFields(text);
  if (!fields) throw new BadRecord('the quotes of the line do not match');
  return fields;
}
