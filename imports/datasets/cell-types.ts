import { finessPattern } from '../../platform/contract/finess.ts';
import { ownValue } from '../../platform/own-value.ts';
import { isDate } from '../pipeline/checks.ts';

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

export const anyText: CellType = upTo(500, { expected: 'a text', sqlType: 'text', parse: (text) => text });

export const code: CellType = upTo(
  100,
  matching(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'a code of lower-case letters without accents, digits, and hyphens between them',
  ),
);

/** The code of a grouping may be the FINESS number of its legal entity, which may have a capital letter. */
export const groupingCode: CellType = upTo(
  100,
  matching(
    /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
    'a code of letters without accents, digits, and hyphens between them, such as 44108 or a FINESS number',
  ),
);

export const communeCode: CellType = matching(/^\d[0-9AB]\d{3}$/, "INSEE's code of a commune, five characters");

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

export const finess: CellType = {
  expected: 'a FINESS number of 9 characters',
  sqlType: 'text',
  parse(text) {
    if (finessPattern.test(text)) return text;
    if (/^\d{8}$/.test(text)) return new Mismatch('a FINESS number of 9 characters (this one lost its leading zero)');
    return new Mismatch();
  },
};

const maxInt = 2_147_483_647;

export const wholeNumber = (min: number, max = maxInt): CellType => ({
  expected: max === maxInt ? `a whole number of ${min} or more` : `a whole number from ${min} to ${max}`,
  sqlType: 'int',
  parse: (text) => within(/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN, min, max),
});

const decimalBetween = (max: number, expected: string): CellType => ({
  expected,
  sqlType: 'float8',
  // French spreadsheets write decimals with a comma.
  parse: (text) => within(/^\d{1,15}([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN, 0, max),
});

export const decimal: CellType = decimalBetween(Number.MAX_VALUE, 'a number of 0 or more, whole or decimal');

export const share: CellType = decimalBetween(1, 'a share from 0 to 1, such as 0.25 for a quarter');

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
    const iso = text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
    // PostgreSQL has no year 0.
    return isDate(iso) && iso >= '0001' ? iso : new Mismatch();
  },
};

/** One of a list of values. */
export const oneOf = (values: readonly string[]): CellType => ({
  expected: `one of ${values.join(', ')}`,
  sqlType: 'text',
  parse: (text) => (values.includes(text) ? text : new Mismatch()),
});
