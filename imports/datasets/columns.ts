import type { Column, Reference, JoinTable } from './dataset.ts';
import { anyText, code, day, decimal, finess, share, wholeNumber } from './cell-types.ts';

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({
  name,
  type,
  isList: false,
  isRequired: true,
  target: snakeCase(name),
  ...more,
});

export const optional = (of: Column): Column => ({ ...of, isRequired: false });

/** A column that lists values of a kind, none at all included. */
export const list = (of: Column): Column => ({ ...of, isList: true, isRequired: false });

export const text = (name: string): Column => column(name, anyText);
export const enumeration = (name: string): Column => column(name, 'enumeration');

/** A measure, where a source states it. */
export const measure = (name: string): Column => optional(column(name, decimal));

/** A number of things, where a source states it. */
export const count = (name: string): Column => optional(column(name, wholeNumber(0)));

export const year = column('year', wholeNumber(1900, 2200));
export const sharePart = optional(column('share', share));

/** A column that names a row of another table, stored under the name of that table's key. */
export const reference = (name: string, to: Reference): Column =>
  column(name, to.type, { target: `${snakeCase(name)}_${to.key}`, refersTo: to });

const known = (dataset: string, what: string, table: string, key = 'code'): Reference => ({
  table,
  key,
  type: anyText,
  expected: `the ${key} of ${what} that the hub knows`,
  dataset,
});

export const to = {
  source: known('sources', 'a source', 'establishments.source'),
  agreement: known('agreements', 'an agreement', 'establishments.agreement', 'reference'),
  action: known('actions', 'a cooperation action', 'establishments.cooperation_action', 'reference'),
  laboratory: known('laboratories', 'a laboratory', 'clinical.laboratory'),
  pharmacy: known('pharmacies', 'a pharmacy', 'clinical.pharmacy'),
  structure: known('research-structures', 'a research structure', 'clinical.research_structure'),
  study: known('studies', 'a study', 'clinical.study'),
  unit: known('production-units', 'a production unit', 'logistics.production_unit'),
} satisfies Record<string, Reference>;

/** An operational activity of the ROR, in a service's own list of them. */
export const disciplineOf = (service: string): Reference => ({
  table: `${service}.discipline`,
  key: 'code',
  type: anyText,
  expected: 'the code of a discipline that the hub knows, such as 037,',
});

export const specialty: Reference = {
  table: 'clinical.specialty',
  key: 'code',
  type: anyText,
  expected: 'the code of a specialty that the hub knows, such as SM15,',
};

export const grouping: Reference = {
  table: 'establishments."grouping"',
  key: 'code',
  type: anyText,
  expected: 'the code of a grouping that the hub knows, such as 44108,',
};

const anEstablishment: Reference = {
  table: 'establishments.establishment',
  key: 'finess',
  type: finess,
  expected: 'the FINESS number of an establishment that the hub knows',
};

export const establishment = (name: string): Column => reference(name, anEstablishment);

/** Establishments that a table of their own ties to the row. */
export const establishments = (name: string, joinTable: JoinTable): Column =>
  list(column(name, finess, { refersTo: anEstablishment, joinTable }));

/** The row's own code, or what its dataset calls it. */
export const ownCode = (name = 'code'): Column =>
  column(name, code, {
    meaning: 'What the hub knows the row by, chosen once: a row with the same is updated.',
  });

export const action = optional(reference('action', to.action));
export const source = reference('source', to.source);

/** The bounds of the row's period. */
export const period: Column[] = [
  optional(column('start', day, { target: 'starts_on', isBound: true })),
  optional(column('end', day, { target: 'ends_on', isBound: true })),
];
