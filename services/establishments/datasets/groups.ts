import {
  column,
  commune,
  enumeration,
  establishment,
  grouping,
  list,
  optional,
  period,
  reference,
  source,
  text,
  to,
  year,
} from '../../kit/datasets/columns.ts';
import type { Dataset } from '../../kit/datasets/dataset.ts';
import { capitals, date, groupingCode, identifierValue, wholeNumber } from '../../kit/datasets/cell-types.ts';
import { lostZero, traceOf } from '../../kit/datasets/spreadsheet-traces.ts';
import { isLegalEntity, noCircle, oneMembership, replacedMemberships } from './group-rules.ts';

const codeMeaning =
  "Its code: the ministry's for territorial hospital groups (`44108`), otherwise the FINESS number of its legal entity, or a code chosen once.";

export const groupings: Dataset = {
  name: 'groupings',
  row: 'Grouping',
  type: 'Grouping',
  table: grouping.table,
  key: ['grouping'],
  subjects: ['legalEntity'],
  columns: [
    column('grouping', groupingCode, { target: 'code', meaning: codeMeaning }),
    enumeration('kind'),
    text('name'),
    optional(establishment('legalEntity')),
    optional(column('closedOn', date)),
    source,
  ],
  rules: [isLegalEntity],
  example: {
    grouping: 'example-direction-commune',
    kind: 'JOINT_MANAGEMENT',
    name: 'Direction commune des hôpitaux de Moselle',
    source: 'example-chr-2026',
  },
};

export const groupingPopulations: Dataset = {
  name: 'population-of-groupings',
  row: 'GroupingPopulation',
  type: 'Grouping',
  meaning:
    'The inhabitants of the communes that a grouping serves (zone de recours): one row per commune, and all communes of the grouping in a year.',
  table: 'establishments.grouping_population',
  key: ['grouping', 'commune', 'year'],
  subjects: ['grouping'],
  columns: [
    { ...reference('grouping', grouping), meaning: 'The grouping.' },
    { ...reference('commune', commune), meaning: "INSEE's code of a commune that it serves." },
    { ...year, meaning: 'The calendar year of the population.' },
    column('population', wholeNumber(0), { meaning: 'The inhabitants of the commune that the grouping serves.' }),
    { ...source, meaning: 'The source of the row.' },
  ],
  example: { grouping: '44108', commune: '57463', year: '2023', population: '121695', source: 'example-chr-2026' },
};

export const memberships: Dataset = {
  name: 'memberships',
  row: 'Membership',
  type: 'Membership',
  meaning:
    'The memberships of establishments in groupings, each in a role and for a period. A row also replaces those of the same grouping, establishment and role whose periods overlap its own.',
  table: 'establishments.membership',
  key: ['grouping', 'establishment', 'role', 'start'],
  subjects: ['establishment', 'grouping'],
  columns: [
    reference('grouping', grouping),
    establishment('establishment'),
    enumeration('role'),
    list(enumeration('missions')),
    ...period,
    optional(reference('agreement', to.agreement)),
    source,
  ],
  check: ({ role, missions }) =>
    Array.isArray(missions) && missions.length > 0 && role && role !== 'ASSOCIATE'
      ? { column: 'missions', message: 'expected an empty cell, as only an ASSOCIATE has missions' }
      : undefined,
  rules: [oneMembership],
  replaces: replacedMemberships,
  example: {
    grouping: 'example-direction-commune',
    establishment: '570005165',
    role: 'MEMBER',
    start: '2026-01-01',
    source: 'example-chr-2026',
  },
};

export const identifiers: Dataset = {
  name: 'identifiers',
  row: 'Identifier',
  type: 'Identifier',
  table: 'establishments.identifier',
  key: ['establishment', 'system', 'value'],
  subjects: ['establishment'],
  columns: [
    { ...establishment('establishment'), meaning: 'The establishment.' },
    column('system', capitals),
    column('value', identifierValue),
    { ...source, meaning: 'The source of the row.' },
  ],
  check({ system, value }) {
    const digits = { SIREN: 9, SIRET: 14 }[String(system)];
    if (!digits || typeof value !== 'string' || new RegExp(`^\\d{${digits}}$`).test(value)) return undefined;
    const trace = new RegExp(`^\\d{${digits - 1}}$`).test(value) ? ` (${lostZero})` : traceOf(value);
    return { column: 'value', message: `expected a ${String(system)} of ${digits} digits${trace}` };
  },
  example: { establishment: '570026682', system: 'RPPS', value: '10001234567', source: 'example-chr-2026' },
};

export const successions: Dataset = {
  name: 'successions',
  row: 'Succession',
  type: 'Succession',
  table: 'establishments.succession',
  key: ['predecessor'],
  subjects: ['predecessor', 'successor'],
  columns: [establishment('predecessor'), establishment('successor'), column('succeededOn', date), source],
  check: ({ predecessor, successor }) =>
    successor && successor === predecessor
      ? { column: 'successor', message: 'expected another establishment than the predecessor' }
      : undefined,
  rules: [noCircle],
  example: { predecessor: '570000596', successor: '570029801', succeededOn: '2026-01-01', source: 'example-chr-2026' },
};
