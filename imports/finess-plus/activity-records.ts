import { z } from 'zod';
import { BadRecord } from '../pipeline/bad-record.ts';
import { count, date, optional, required } from '../pipeline/checks.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import { list, maybe, read, text } from './values.ts';

const holderShape = z.object({ numFiness: maybe, activitesAutorisees: list(z.unknown()), ege: list(z.unknown()) });
const placeShape = z.object({ numFinessEge: maybe, activitesExercees: list(z.unknown()) });

const activityShape = z.object({
  caracteristiquesGeneriques: z.object({
    activiteAeId: text,
    etatObjet: maybe,
    identifiantAutorisation: maybe,
    numAutorisationArhgos: maybe,
    dateDebutActiviteAutorisee: maybe,
    dateFinActiviteAutorisee: maybe,
    dateFinEffectiveActivite: maybe,
    dateCaduciteAutorisation: maybe,
  }),
  nature: z.object({
    codeNature: text,
    caracteristiquesSpecifiques: z.record(z.string(), z.unknown()),
  }),
  capacite: list(z.unknown()),
  evenement: list(z.unknown()),
});

const capacityShape = z.object({ nombre: maybe, statutCapacite: maybe, uniteMesureCapacite: maybe });

/** Readers of the parts of a file, which check the fields that the hub uses. @throws BadRecord */
export const readHolder = read(holderShape);
export const readPlace = read(placeShape);
const readCapacity = read(capacityShape);
const readCodes = read(z.record(z.string(), maybe));

const natures = new Set(['AMM', 'AMF', 'EML', 'ASR', 'ASDR', 'ASOCR', 'ASMR', 'AASA', 'AER']);

/** The codes of an activity: each nature has some, in fields of other names. The first is required. */
const codeFields = {
  activity_code: /^(activite|typeEml)/,
  modality_code: /^modalite/,
  mention_code: /^mention/,
  practice_code: /^pts/,
  declaration_code: /^declaration/,
  form_code: /^forme/,
  operating_mode_code: /^modeFonctionnement/,
  clientele_code: /^public/,
} as const;

export type Codes = Record<keyof typeof codeFields, string | null>;

/** What a capacity tells, by its status: a legal entity's activities have 09 alone, those of its sites also 08. */
const capacityKinds: Record<string, Capacity['kind']> = { '09': 'AUTHORISED', '08': 'INSTALLED' };

export interface Capacity {
  kind: 'AUTHORISED' | 'INSTALLED';
  number: number;
  unit_code: string;
}

/** An authorised activity of a legal entity, or an exercised one of a site. */
export interface Activity {
  /** Its number, which is of this file only. */
  id: string;
  /** Of an exercised activity: the number of the authorised one. */
  authorisation: string;
  nature: string;
  codes: Codes;
  arhgos: string | null;
  isActive: boolean;
  starts: string | null;
  ends: string | null;
  lapsesOn: string | null;
  capacities: Capacity[];
  events: unknown[];
}

const readShape = read(activityShape);

/**
 * Reads and checks an activity.
 * @throws BadRecord
 */
export function readActivity(value: unknown, extractedOn: string, secondary: Secondary): Activity {
  const { caracteristiquesGeneriques: facts, nature, capacite, evenement } = readShape(value);
  if (!natures.has(nature.codeNature)) throw new BadRecord(`unknown nature ${nature.codeNature || '(empty)'}`);
  const isActive = facts.etatObjet === '' || facts.etatObjet === 'A';
  const end = facts.dateFinEffectiveActivite || facts.dateFinActiviteAutorisee;
  const ends = secondary(() => date(end, 'the end'));
  const starts = secondary(() => date(facts.dateDebutActiviteAutorisee, 'the start'));
  return {
    id: facts.activiteAeId,
    authorisation: facts.identifiantAutorisation,
    nature: nature.codeNature,
    codes: codesOf(nature.caracteristiquesSpecifiques),
    arhgos: optional(facts.numAutorisationArhgos),
    isActive,
    starts,
    // An end that is still to come is not when an inactive activity ended.
    ends: isActive || ends === null || ends <= extractedOn ? ends : null,
    lapsesOn: secondary(() => date(facts.dateCaduciteAutorisation, 'the day of lapse')),
    capacities: capacite.flatMap((one) => secondary(() => capacityOf(one)) ?? []),
    events: evenement,
  };
}

function codesOf(specific: Record<string, unknown>): Codes {
  const [, kind] = Object.entries(specific).find(([name]) => name.startsWith('typeActivite')) ?? [];
  if (kind === undefined) throw new BadRecord('the activity has no type (typeActivite…)');
  const stated = Object.entries(readCodes(kind));
  const codes = Object.entries(codeFields).map(([column, pattern]) => {
    const [name, code = ''] = stated.find(([field]) => pattern.test(field)) ?? [];
    if (!/^\w{0,10}$/.test(code)) throw new BadRecord(`${name} ${code} is not a code`);
    return [column, code || null];
  });
  const found = Object.fromEntries(codes) as Codes;
  required(found.activity_code ?? '', 'the code of the activity');
  return found;
}

function capacityOf(value: unknown): Capacity {
  const { nombre, statutCapacite, uniteMesureCapacite } = readCapacity(value);
  const kind = capacityKinds[statutCapacite];
  if (!kind) throw new BadRecord(`unknown status ${statutCapacite || '(empty)'} of a capacity; expected 08 or 09`);
  const number = count(nombre, 'the number of a capacity');
  if (number === null) throw new BadRecord('a capacity has no number');
  return { kind, number, unit_code: required(uniteMesureCapacite, 'the unit of a capacity') };
}
