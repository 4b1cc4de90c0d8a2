import { finessPattern } from '../../platform/contract/finess.ts';
import { BadRecord, DamagedNumber, LostZero } from './bad-record.ts';

const scientific = /^\d([.,]\d+)?E\+?\d+$/i;

/** A FINESS number. @throws BadRecord, LostZero or DamagedNumber */
export function finessNumber(value: string, what: string): string {
  if (finessPattern.test(value)) return value;
  refuseScientific(value, what);
  if (/^\d{8}$/.test(value)) throw new LostZero(`${what} ${value} has 8 digits: it lost its leading zero`);
  throw new BadRecord(`${what} ${value || '(empty)'} is not a FINESS number`);
}

/** A number of digits, as long as `length`; null where it is empty. @throws BadRecord or DamagedNumber */
export function digits(value: string, length: number, what: string): string | null {
  if (value === '') return null;
  if (value.length === length && /^\d+$/.test(value)) return value;
  refuseScientific(value, what);
  throw new BadRecord(`${what} ${value} has not ${length} digits`);
}

/** A whole number of things; null where it is empty, which is not 0. @throws BadRecord or DamagedNumber */
export function count(value: string, what: string): number | null {
  if (value === '') return null;
  if (/^\d{1,8}$/.test(value)) return Number(value);
  refuseScientific(value, what);
  throw new BadRecord(`${what} ${value} is not a whole number of at most 8 digits`);
}

function refuseScientific(value: string, what: string): void {
  if (scientific.test(value))
    throw new DamagedNumber(`${what} ${value} is in scientific notation: a spreadsheet spoilt the file's numbers`);
}

/** A text that must be there. @throws BadRecord */
export function required(value: string, what: string): string {
  if (value === '') throw new BadRecord(`${what} is empty`);
  return value;
}

/** A text that may be empty, which is null. */
export const optional = (value: string | undefined): string | null => value?.trim() || null;

// The register writes them where it does not know the day.
const placeholders = new Set(['', '1900-01-01', '1901-01-01', '1904-04-04']);

/** A day as YYYY-MM-DD; null where it is empty or one of the register's placeholders. @throws BadRecord */
export function day(value: string, what: string): string | null {
  if (placeholders.has(value)) return null;
  if (!isDay(value)) throw new BadRecord(`${what} ${value} is not a day (YYYY-MM-DD)`);
  return value;
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = Date.parse(value);
  // February 30 is read as March 2, which is told by the day of the month.
  return !Number.isNaN(date) && new Date(date).getUTCDate() === Number(value.slice(8));
}
