import { isDate } from '../../platform/calendar.ts';
import { finessPattern } from '../../platform/contract/finess.ts';
import { BadRecord, Corrected, DamagedNumber, SpreadsheetTrace } from './bad-record.ts';

// Each check takes a field's text and the label that its message begins with.

const scientific = /^\d([.,]\d+)?E\+?\d+$/i;

/** A FINESS number. @throws BadRecord, SpreadsheetTrace or DamagedNumber */
export function finessNumber(value: string, label: string): string {
  if (finessPattern.test(value)) return value;
  refuseScientific(value, label);
  if (/^\d{8}$/.test(value)) throw new SpreadsheetTrace(`${label} ${value} has 8 digits: it lost its leading zero`);
  throw new BadRecord(`${label} ${value || '(empty)'} is not a FINESS number`);
}

/**
 * A string of exactly `length` digits; null when empty. Spaces between them, and the decimals that a spreadsheet gives a whole
 * number (355.0), are dropped. @throws BadRecord or DamagedNumber
 */
export function digits(value: string, length: number, label: string): string | null {
  const plain = value.replaceAll(/\s/g, '').replace(/[.,]0+$/, '');
  if (plain === '') return null;
  if (plain.length === length && /^\d+$/.test(plain)) return plain;
  refuseScientific(value, label);
  throw new BadRecord(`${label} ${value} does not have ${length} digits`);
}

/** A whole number; null when empty, which is not 0. @throws BadRecord or DamagedNumber */
export function count(value: string, label: string): number | null {
  if (value === '') return null;
  if (/^\d{1,8}$/.test(value)) return Number(value);
  refuseScientific(value, label);
  throw new BadRecord(`${label} ${value} is not a whole number of at most 8 digits`);
}

/** A number of at most 8 digits, with a decimal point or comma; null when empty. @throws BadRecord or DamagedNumber */
export function decimal(value: string, label: string): number | null {
  if (value === '') return null;
  if (/^\d{1,8}([.,]\d+)?$/.test(value)) return Number(value.replace(',', '.'));
  refuseScientific(value, label);
  throw new BadRecord(`${label} ${value} is not a number of at most 8 digits`);
}

/** A yes or no, as 1 or 0; null when empty. @throws BadRecord */
export function flag(value: string, label: string): boolean | null {
  if (value === '') return null;
  if (value === '1' || value === '0') return value === '1';
  throw new BadRecord(`${label} ${value} is neither 1 nor 0`);
}

function refuseScientific(value: string, label: string): void {
  if (scientific.test(value))
    throw new DamagedNumber(
      `${label} ${value} is in scientific notation: a spreadsheet damaged the numbers of this file`,
    );
}

// Calling codes of France and of its overseas departments, whose numbers have nine digits after them.
const french = /^(?:\+|00)(?:33|262|590|594|596)0?([1-9]\d{8})$/;

/**
 * A telephone number: the ten digits of a French one, however they are grouped, and others in the international form (+352…); null
 * when empty. @throws BadRecord, DamagedNumber, or Corrected when it lost its leading zero
 */
export function phoneNumber(value: string, label: string): string | null {
  if (value === '' || /^\d{10}$/.test(value)) return value || null;
  refuseScientific(value, label);
  const plain = value.replace(/^(\d{9,10})[.,]0$/, '$1').replaceAll(/[\s.,/()\-\u2010-\u2015]/g, '');
  if (plain === '') return null;
  const national = french.exec(plain)?.[1];
  if (national) return `0${national}`;
  if (/^\d{10}$/.test(plain)) return plain;
  if (/^[1-9]\d{8}$/.test(plain)) throw new Corrected(`${label} ${value} lost its leading zero`, `0${plain}`);
  const abroad = /^(?:\+|00)([1-9]\d{6,14})$/.exec(plain)?.[1];
  if (abroad) return `+${abroad}`;
  throw new BadRecord(`${label} ${value} does not have ten digits`);
}

/** A text that must not be empty. @throws BadRecord */
export function required(value: string, label: string): string {
  if (value === '') throw new BadRecord(`${label} is empty`);
  return value;
}

/** A text; null when empty. */
export const optional = (value: string | undefined): string | null => value?.trim() || null;

// The register writes them for unknown dates.
const placeholders = new Set(['', '1900-01-01', '1901-01-01', '1904-04-04']);

/** A date as YYYY-MM-DD; null when it is empty or one of the register's placeholders. @throws BadRecord or SpreadsheetTrace */
export function date(value: string, label: string): string | null {
  if (placeholders.has(value)) return null;
  if (isDate(value)) return value;
  if (/^\d{1,2}\/\d{1,2}\/\d{4}$/.test(value))
    throw new SpreadsheetTrace(`${label} ${value} has the form of a spreadsheet, not YYYY-MM-DD`);
  throw new BadRecord(`${label} ${value} is not a valid date (YYYY-MM-DD)`);
}
