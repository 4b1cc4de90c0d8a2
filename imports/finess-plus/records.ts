import { z } from 'zod';
import { date, digits, finessNumber, optional, required } from '../pipeline/checks.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import type { StagedEstablishment } from '../register/staged.ts';
import type { CommuneFinder } from '../territories/commune-finder.ts';
import { list, maybe, read, text } from './values.ts';
import { whereaboutsOf, whereaboutsShape } from './whereabouts.ts';

const common = { ...whereaboutsShape, etatObjet: maybe, evenement: list(z.unknown()) };

const egeShape = z.object({
  ...common,
  informationsGeneralesEGE: z.object({
    egeId: text,
    numFinessEge: maybe,
    nomEgeCourt: maybe,
    nomEgeLong: maybe,
    dateOuverture: maybe,
    dateFermeture: maybe,
    siret: maybe,
    numeroEducationNationale: maybe,
    espic: list(text),
  }),
  categorieentiteGeographiqueExercice: maybe,
});

const pmejShape = z.object({
  ...common,
  informationsGeneralesPMEJ: z.object({
    pmSmsseId: text,
    numFinessPm: maybe,
    denominationPm: maybe,
    denominationLonguePmSmsse: maybe,
    dateCreation: maybe,
    dateFermeture: maybe,
    siren: maybe,
    statutJuridique: maybe,
  }),
  ege: list(z.unknown()),
});

const person = z.object({ pmSmsseId: text, typeRoleEntiteGroupe: text });
const place = z.object({ egeId: text, typeRoleEntiteGroupe: text });
const event = z.object({ dateEnregistrement: maybe }).catch({ dateEnregistrement: '' });

const gccShape = z.object({
  gccId: text,
  nomGcc: text,
  typeGcc: text,
  gccIdentifiantExterne: maybe,
  numFinessGcc: maybe,
  etatObjet: maybe,
  dateDerniereMaj: maybe,
  evenement: list(event),
  pmejDuGcc: list(person),
  egeDuGcc: list(place),
});
const gcoShape = z.object({ pmSmsseId: text, typeGco: text, pmejDuGco: list(person), egeDuGco: list(place) });

type Pmej = z.output<typeof pmejShape>;
export type Gcc = z.output<typeof gccShape>;
export type Gco = z.output<typeof gcoShape>;

/** Readers of the parts of a file, which check the fields that the hub uses. @throws BadRecord */
export const readPmej = read(pmejShape);
export const readEge = read(egeShape);
export const readGcc = read(gccShape);
export const readGco = read(gcoShape);

/** What records are read with. */
export interface Reading {
  extractedOn: string;
  communes: CommuneFinder;
  secondary: Secondary;
  /** Called with what is wrong about a secondary field of the record, which is loaded without it. */
  warn(reason: string): void;
}

/** Reads and checks a legal entity. @throws BadRecord */
export function legalEntity(
  { informationsGeneralesPMEJ: facts, ...rest }: Pmej,
  line: number,
  reading: Reading,
): StagedEstablishment {
  const { extractedOn, secondary } = reading;
  const finess = finessNumber(facts.numFinessPm, 'the number');
  return {
    line,
    listed: true,
    finess,
    level: 'LEGAL_ENTITY',
    name: required(facts.denominationPm || facts.denominationLonguePmSmsse, 'the name'),
    long_name: optional(facts.denominationLonguePmSmsse),
    legal_status_code: optional(facts.statutJuridique),
    opened_on: secondary(() => date(facts.dateCreation, 'the creation date')),
    siren: secondary(() => digits(facts.siren, 9, 'SIREN')),
    smsse: facts.pmSmsseId,
    closed_on: closedOn(rest.etatObjet, facts.dateFermeture, extractedOn, secondary),
    ...whereaboutsOf(rest, { finess, level: 'LEGAL_ENTITY' }, reading),
  };
}

/** Reads and checks a site of a legal entity. @throws BadRecord */
export function site(
  value: z.output<typeof egeShape>,
  line: number,
  legalEntityFiness: string,
  reading: Reading,
): StagedEstablishment {
  const { extractedOn, secondary } = reading;
  const { informationsGeneralesEGE: facts, ...rest } = value;
  const finess = finessNumber(facts.numFinessEge, 'the number');
  return {
    line,
    listed: true,
    finess,
    level: 'SITE',
    legal_entity_finess: legalEntityFiness,
    name: required(facts.nomEgeCourt || facts.nomEgeLong, 'the name'),
    long_name: optional(facts.nomEgeLong),
    category_code: secondary(() => digits(rest.categorieentiteGeographiqueExercice, 3, 'the category')),
    opened_on: secondary(() => date(facts.dateOuverture, 'the opening date')),
    siret: secondary(() => digits(facts.siret, 14, 'SIRET')),
    uai: optional(facts.numeroEducationNationale),
    public_service_code: optional(facts.espic[0]),
    ege: facts.egeId,
    closed_on: closedOn(rest.etatObjet, facts.dateFermeture, extractedOn, secondary),
    ...whereaboutsOf(rest, { finess, level: 'SITE' }, reading),
  };
}

/** When something closed; an inactive one without a closing date is closed on the extract's date. */
const closedOn = (etatObjet: string, closed: string, extractedOn: string, secondary: Secondary): string | null =>
  etatObjet === '' || etatObjet === 'A' ? null : (secondary(() => date(closed, 'the closing date')) ?? extractedOn);
