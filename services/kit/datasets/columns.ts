import { frenchHeaders } from './french-headers.ts';
import type { Column, Reference, JoinTable } from './dataset.ts';
import { anyText, code, communeCode, date, decimal, finess, share, wholeNumber } from './cell-types.ts';

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  name,
  french: frenchHeaders[name] ?? [],
  type,
  isList: false,
  isRequired: true,
  target: snakeCase(name),
  ...more,
});

export const optional = (of: Column): Column => ({ ...of, isRequired: false });

/** A column with a list of values, which may be empty. */
export const list = (of: Column): Column => ({ ...of, isList: true, isRequired: false });

export const text = (name: string): Column => column(name, anyText);
export const enumeration = (name: string): Column => column(name, 'enumeration');

/** A measure; empty if no source states it. */
export const measure = (name: string): Column => optional(column(name, decimal));

/** A whole number; empty if no source states it. */
export const count = (name: string): Column => optional(column(name, wholeNumber(0)));

export const year = column('year', wholeNumber(1900, 2200));
export const sharePart = optional(column('share', share));

/** A column that refers to a row of another table by its key. */
export const reference = (name: string, to: Reference): Column =>
  column(name, to.type, { target: `${snakeCase(name)}_${to.key}`, refersTo: to });

const rowOf = (dataset: string, what: string, table: string, key = 'code'): Reference => ({
  table,
  key,
  type: anyText,
  expected: `the ${key} of a known ${what}`,
  dataset,
});

export const to = {
  source: rowOf('sources', 'source', 'establishments.source'),
  agreement: rowOf('agreements', 'agreement', 'establishments.agreement', 'reference'),
  action: rowOf('actions', 'cooperation action', 'establishments.cooperation_action', 'reference'),
  laboratory: rowOf('laboratories', 'laboratory', 'clinical.laboratory'),
  pharmacy: rowOf('pharmacies', 'pharmacy', 'clinical.pharmacy'),
  structure: rowOf('research-structures', 'research structure', 'clinical.research_structure'),
  study: rowOf('studies', 'study', 'clinical.study'),
  unit: rowOf('production-units', 'production unit', 'logistics.production_unit'),
} satisfies Record<string, Reference>;

/** An operational activity of the ROR, in the list of a service. */
export const disciplineOf = (service: string): Reference => ({
  table: `${service}.discipline`,
  key: 'code',
  type: anyText,
  expected: 'the code of a known discipline, such as 037',
});

export const specialty: Reference = {
  table: 'clinical.specialty',
  key: 'code',
  type: anyText,
  expected: 'the code of a known specialty, such as SM15',
};

export const grouping: Reference = {
  table: 'establishments."grouping"',
  key: 'code',
  type: anyText,
  expected: 'the code of a known grouping, such as 44108',
  dataset: 'groupings',
};

export const commune: Reference = {
  table: 'establishments.territory',
  key: 'code',
  type: communeCode,
  expected: 'the code of a known commune, such as 57463',
};

const anEstablishment: Reference = {
  table: 'establishments.establishment',
  key: 'finess',
  type: finess,
  expected: 'the FINESS number of a known establishment',
};

export const establishment = (name: string): Column => reference(name, anEstablishment);

/** A list of establishments, stored in a join table. */
export const establishments = (name: string, joinTable: JoinTable): Column =>
  list(column(name, finess, { refersTo: anEstablishment, joinTable }));

/** The key of the row. */
export const ownCode = (name = 'code'): Column =>
  column(name, code, {
    meaning: 'The identifier of the row, chosen once: loading the same one again updates the row.',
  });

export const action = optional(reference('action', to.action));
export const source = reference('source', to.source);

/** The bounds of the row's period. */
export const period: Column[] = [
  optional(column('start', date, { target: 'starts_on', isBound: true })),
  optional(column('end', date, { target: 'ends_on', isBound: true })),
];
