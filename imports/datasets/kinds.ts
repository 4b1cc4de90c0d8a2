import { finessPattern } from '../../platform/contract/finess.ts';
import { isDay } from '../pipeline/checks.ts';

/** A value as the database takes it. */
export type Value = string | number | boolean;

/** What a cell may hold: how it is written, and what is stored of it. */
export interface Kind {
  /** Completes "… is expected", for the template and for a fault. */
  expected: string;
  /** The PostgreSQL type of the value. */
  type: 'text' | 'int' | 'float8' | 'boolean' | 'date';
  /** The value that a text stands for, or a mismatch where it stands for none. */
  read(text: string): Value | Mismatch;
}

/** A text is not what its column expects, which is told more closely than by the kind where that helps. */
export class Mismatch {
  readonly expected: string | undefined;

  constructor(expected?: string) {
    this.expected = expected;
  }
}

const matching = (pattern: RegExp, expected: string): Kind => ({
  expected,
  type: 'text',
  read: (text) => (pattern.test(text) ? text : new Mismatch()),
});

// What is longer does not fit the indexes, and is no name.
const upTo = (length: number, kind: Kind): Kind => ({
  ...kind,
  read: (text) => (text.length > length ? new Mismatch(`a text of at most ${length} characters`) : kind.read(text)),
});

export const anyText: Kind = upTo(500, { expected: 'a text', type: 'text', read: (text) => text });

export const code: Kind = upTo(
  100,
  matching(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'a code of lower-case letters without accents and digits, in words joined by hyphens,',
  ),
);

export const semester: Kind = matching(
  /^\d{4}-(05|11)$/,
  'a semester by the month that it begins in, YYYY-05 or YYYY-11,',
);

export const webAddress: Kind = {
  expected: 'a web address that begins with http:// or https://',
  type: 'text',
  read: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? text : new Mismatch()),
};

export const finess: Kind = {
  expected: 'a FINESS number of 9 characters',
  type: 'text',
  read(text) {
    if (finessPattern.test(text)) return text;
    if (/^\d{8}$/.test(text)) return new Mismatch('a FINESS number of 9 characters (this one lost its leading zero)');
    return new Mismatch();
  },
};

const maxInt = 2_147_483_647;

export const wholeNumber = (min: number, max = maxInt): Kind => ({
  expected: max === maxInt ? `a whole number of ${min} or more` : `a whole number from ${min} to ${max}`,
  type: 'int',
  read: (text) => within(/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN, min, max),
});

const decimalBetween = (max: number, expected: string): Kind => ({
  expected,
  type: 'float8',
  // A French spreadsheet writes decimals with a comma.
  read: (text) => within(/^\d{1,15}([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN, 0, max),
});

export const decimal: Kind = decimalBetween(Number.MAX_VALUE, 'a number of 0 or more, whole or decimal,');

export const share: Kind = decimalBetween(1, 'a share from 0 to 1, such as 0.25 for a quarter,');

function within(value: number, min: number, max: number): number | Mismatch {
  return value >= min && value <= max ? value : new Mismatch();
}

const truths: Record<string, boolean> = {
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

export const yesNo: Kind = {
  expected: 'yes or no (or true or false, oui or non, vrai or faux, 1 or 0)',
  type: 'boolean',
  read: (text) => truths[text.toLowerCase()] ?? new Mismatch(),
};

export const day: Kind = {
  expected: 'a day as YYYY-MM-DD or DD/MM/YYYY',
  type: 'date',
  read(text) {
    const iso = text.replace(/^(\d{2})\/(\d{2})\/(\d{4})$/, '$3-$2-$1');
    // PostgreSQL has no year 0.
    return isDay(iso) && iso >= '0001' ? iso : new Mismatch();
  },
};

/** One of a few words. */
export const oneOf = (words: readonly string[]): Kind => ({
  expected: `one of ${words.join(', ')}`,
  type: 'text',
  read: (text) => (words.includes(text) ? text : new Mismatch()),
});
