import type pg from 'pg';
import { Staging } from '../../services/kit/database/staging.ts';
import type { Activity, Capacity, Codes } from './activity-records.ts';

/** An authorisation of a file: an authorised activity and the exercised one that rests on it, or one of both. */
export interface StagedAuthorisation extends Codes {
  line: number;
  /** The number of its record in the file. */
  activity: string;
  code: string;
  nature: string;
  legal_entity_finess: string;
  site_finess: string | null;
  arhgos_number: string | null;
  is_active: boolean;
  starts: string | null;
  ends: string | null;
  lapses_on: string | null;
}

export interface StagedCapacity extends Capacity {
  /** The record of its authorisation. */
  line: number;
  position: number;
}

const text = 'text collate "C"';
const authorisationTypes = {
  line: 'bigint',
  activity: text,
  code: text,
  nature: text,
  legal_entity_finess: text,
  site_finess: text,
  activity_code: text,
  modality_code: text,
  mention_code: text,
  practice_code: text,
  declaration_code: text,
  form_code: text,
  operating_mode_code: text,
  clientele_code: text,
  arhgos_number: text,
  is_active: 'boolean',
  starts: 'date',
  ends: 'date',
  lapses_on: 'date',
} as const;

const capacityTypes = { line: 'bigint', kind: text, position: 'int', number: 'int', unit_code: text } as const;

export const stageAuthorisations = (client: pg.Client): Promise<Staging<StagedAuthorisation>> =>
  Staging.create<StagedAuthorisation>(client, 'staged_authorisation', authorisationTypes);

export const stageCapacities = (client: pg.Client): Promise<Staging<StagedCapacity>> =>
  Staging.create<StagedCapacity>(client, 'staged_capacity', capacityTypes);

/** An activity with the number of its record. */
export interface Numbered {
  line: number;
  activity: Activity;
}

/** Whose activities they are. */
export interface Owner {
  legalEntity: string;
  site: string | null;
}

/** The row of an authorised activity and the exercised one that rests on it, if both are listed. What only one states is taken from it. */
export function authorisationOf(owner: Owner, held: Numbered | undefined, exercised?: Numbered): StagedAuthorisation {
  const { line, activity } = (exercised ?? held)!;
  const [first, second] = [held?.activity ?? activity, activity];
  return {
    line,
    activity: activity.id,
    code: codeOf(owner, activity),
    nature: activity.nature,
    legal_entity_finess: owner.legalEntity,
    site_finess: owner.site,
    ...activity.codes,
    arhgos_number: first.arhgos ?? second.arhgos,
    is_active: first.isActive,
    starts: first.starts ?? second.starts,
    ends: first.ends ?? second.ends,
    lapses_on: first.lapsesOn ?? second.lapsesOn,
  };
}

/** What identifies an authorisation from one file to the next, as the register's own numbers of activities do not: who, and what. */
const codeOf = ({ legalEntity, site }: Owner, { nature, codes }: Activity): string =>
  [site ?? legalEntity, nature, Object.values(codes).filter(Boolean).join('.')].join('-');

/** The capacities of an authorisation; those authorised are listed with both of its activities, and are taken once. */
export function capacitiesOf(held: Numbered | undefined, exercised?: Numbered): StagedCapacity[] {
  const { line } = (exercised ?? held)!;
  const of = (one: Numbered | undefined, kind: Capacity['kind']) =>
    one?.activity.capacities.filter((capacity) => capacity.kind === kind) ?? [];
  const authorised = of(held, 'AUTHORISED');
  const kinds = [authorised.length > 0 ? authorised : of(exercised, 'AUTHORISED'), of(exercised ?? held, 'INSTALLED')];
  return kinds.flatMap((capacities) =>
    capacities
      .toSorted((one, other) => one.unit_code.localeCompare(other.unit_code) || other.number - one.number)
      .map((capacity, index) => ({ ...capacity, line, position: index + 1 })),
  );
}
