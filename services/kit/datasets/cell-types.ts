import { finessPattern } from '../../../platform/contract/finess.ts';
import { ownValue } from '../../../platform/own-value.ts';
import { isDate } from '../../../platform/calendar.ts';
import { isErrorValue } from '../sheets/sheet.ts';
import { lostZero } from './spreadsheet-traces.ts';

/** A value as the database takes it. */
export type Value = string | number | boolean;

/** The type of a cell: how it is written, and what is stored. */
export interface CellType {
  /** Completes "expected …" in messages; also used in templates. */
  expected: string;
  /** The PostgreSQL type of the value. */
  sqlType: 'text' | 'int' | 'float8' | 'boolean' | 'date';
  /** The value of a text, or a mismatch if it has none. */
  parse(text: string): Value | Mismatch;
}

/** A text does not match its column; `expected` is more specific than that of the type, if given. */
export class Mismatch {
  readonly expected: string | undefined;

  constructor(expected?: string) {
    this.expected = expected;
  }
}

const matching = (pattern: RegExp, expected: string): CellType => ({
  expected,
  sqlType: 'text',
  parse: (text) => (pattern.test(text) ? text : new Mismatch()),
});

// Longer texts do not fit in the indexes.
const upTo = (length: number, type: CellType): CellType => ({
  ...type,
  parse: (text) => (text.length > length ? new Mismatch(`a text of at most ${length} characters`) : type.parse(text)),
});

/** A type whose values may have spaces between their characters, as people group digits. */
const spaced = (type: CellType): CellType => ({ ...type, parse: (text) => type.parse(text.replaceAll(/\s/g, '')) });

export const anyText: CellType = upTo(500, {
  expected: 'a text',
  sqlType: 'text',
  parse: (text) => (isErrorValue(text) ? new Mismatch('a text, not the error of a formula') : text),
});

/** A key that a partner chooses. It is a part of ids and of texts with several keys, which have no space in a key. */
const keyPattern = /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/;
const keyForm = 'a code of letters without accents, digits, and -, _ or . between them';

export const code: CellType = upTo(100, matching(keyPattern, `${keyForm}, such as UF_0123`));
export const groupingCode: CellType = upTo(100, matching(keyPattern, `${keyForm}, such as 44108 or a FINESS number`));

const communePattern = /^\d[0-9AB]\d{3}$/;
const communeForm = "INSEE's code of a commune, five characters";
export const communeCode: CellType = spaced({
  ...matching(communePattern, communeForm),
  parse(text) {
    if (communePattern.test(text)) return text;
    return new Mismatch(/^\d{4}$/.test(text) ? `${communeForm} (${lostZero})` : undefined);
  },
});

export const capitals: CellType = upTo(
  100,
  matching(/^[A-Z][A-Z0-9_]*$/, 'a name in capital letters, digits and underscores, such as SIRET'),
);

export const semester: CellType = matching(/^\d{4}-(05|11)$/, 'a semester by its first month, YYYY-05 or YYYY-11');

export const webAddress: CellType = {
  expected: 'a web address that begins with http:// or https://',
  sqlType: 'text',
  parse: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? text : new Mismatch()),
};

export const finess: CellType = spaced({
  expected: 'a FINESS number of 9 characters',
  sqlType: 'text',
  parse(given) {
    const text = given.toUpperCase();
    if (finessPattern.test(text)) return text;
    return new Mismatch(/^\d{8}$/.test(text) ? `a FINESS number of 9 characters (${lostZero})` : undefined);
  },
});

/** The value of an identifier, whose digits may be in groups. */
export const identifierValue: CellType = {
  ...anyText,
  parse: (text) => anyText.parse(/^[\d\s]+$/.test(text) ? text.replaceAll(/\s/g, '') : text),
};

const maxInt = 2_147_483_647;

export const wholeNumber = (min: number, max = maxInt): CellType => ({
  expected: max === maxInt ? `a whole number of ${min} or more` : `a whole number from ${min} to ${max}`,
  sqlType: 'int',
  parse(given) {
    // Spreadsheets write some whole numbers with decimals; three digits after a comma could be thousands.
    const text = grouped(given).replace(/[.,]00?$/, '');
    return within(/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN, min, max);
  },
});

const decimalBetween = (max: number, expected: string): CellType => ({
  expected,
  sqlType: 'float8',
  // French spreadsheets write decimals with a comma.
  parse: (text) => within(numberOf(grouped(text)), 0, max),
});

const numberOf = (text: string): number =>
  /^\d{1,15}([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;

/** A number whose thousands are separated by spaces, as in French, without these. */
const grouped = (text: string): string => (/^\d{1,3}(\s\d{3})+(\D|$)/.test(text) ? text.replaceAll(/\s/g, '') : text);

export const decimal: CellType = decimalBetween(Number.MAX_VALUE, 'a number of 0 or more, whole or decimal');

const part = decimalBetween(1, 'a share from 0 to 1, such as 0.25 for a quarter');
export const share: CellType = {
  ...part,
  parse: (text) => (text.endsWith('%') ? within(numberOf(text.slice(0, -1).trim()) / 100, 0, 1) : part.parse(text)),
};

function within(value: number, min: number, max: number): number | Mismatch {
  return value >= min && value <= max ? value : new Mismatch();
}

const booleans: Record<string, boolean> = {
  yes: true,
  no: false,
  true: true,
  false: false,
  oui: true,
  non: false,
  vrai: true,
  faux: false,
  '1': true,
  '0': false,
};

export const yesNo: CellType = {
  expected: 'yes or no (or true or false, oui or non, vrai or faux, 1 or 0)',
  sqlType: 'boolean',
  parse: (text) => ownValue(booleans, text.toLowerCase()) ?? new Mismatch(),
};

export const date: CellType = {
  expected: 'a date as YYYY-MM-DD or DD/MM/YYYY',
  sqlType: 'date',
  parse(text) {
    const iso = text
      .replace(/[ T]00:00(:00)?$/, '')
      .replace(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (_, day, month, year) => `${year}-${two(month)}-${two(day)}`);
    // PostgreSQL has no year 0.
    return isDate(iso) && iso >= '0001' ? iso : new Mismatch();
  },
};

const two = (digits: string): string => digits.padStart(2, '0');

/** One of a list of values. */
export const oneOf = (values: readonly string[]): CellType => ({
  expected: `one of ${values.join(', ')}`,
  sqlType: 'text',
  parse: (text) => (values.includes(text) ? text : new Mismatch()),
});
