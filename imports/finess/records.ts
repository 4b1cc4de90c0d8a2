import { ownValue } from '../../platform/own-value.ts';
import { date, digits, finessNumber, optional, phoneNumber, required } from '../pipeline/checks.ts';
import type { Line } from '../pipeline/lines.ts';
import type { Secondary } from '../pipeline/record-errors.ts';
import type { StagedEstablishment, StagedLocation } from '../register/staged.ts';
import { BadRecord } from '../pipeline/bad-record.ts';
import type { CommuneFinder } from '../territories/commune-finder.ts';
import {
  named,
  oldGeolocalisation,
  geolocalisation,
  type RecordOf,
  type structureej,
  type structureet,
} from './layouts.ts';
import { toWgs84 } from './projections.ts';

type LegalEntity = RecordOf<typeof structureej>;
type Site = RecordOf<typeof structureet>;

/** What records are read with. */
export interface Reading {
  communes: CommuneFinder;
  secondary: Secondary;
}

/** Reads and checks a legal entity (cs1100501). @throws BadRecord */
export function legalEntity(record: LegalEntity, { number, text }: Line, reading: Reading): StagedEstablishment {
  const { secondary } = reading;
  return {
    line: number,
    raw: text,
    listed: true,
    finess: finessNumber(record.nofiness, 'the number'),
    level: 'LEGAL_ENTITY',
    ...names(record, reading),
    ...whereabouts(record, reading),
    legal_status_code: optional(record.statutjuridique),
    opened_on: secondary(() => date(record.datecrea, 'the creation date')),
    siren: secondary(() => digits(record.siren, 9, 'SIREN')),
  };
}

/** Reads and checks a site (cs1100502, cs1100507). @throws BadRecord */
export function site(record: Site, { number, text }: Line, reading: Reading): StagedEstablishment {
  const { secondary } = reading;
  return {
    line: number,
    raw: text,
    listed: true,
    finess: finessNumber(record.nofinesset, 'the number'),
    level: 'SITE',
    legal_entity_finess: finessNumber(record.nofinessej, "the legal entity's number"),
    ...names(record, reading),
    ...whereabouts(record, reading),
    opened_on: secondary(() => date(record.dateouv, 'the opening date')),
    siret: secondary(() => digits(record.siret, 14, 'SIRET')),
    uai: optional(record.numuai),
    public_service_code: optional(record.codesph),
  };
}

function names(record: LegalEntity | Site, { secondary }: Reading) {
  return {
    name: required(record.rs, 'the name'),
    long_name: optional(record.rslongue),
    category_code: secondary(() => digits(record.categetab, 3, 'the category')),
    category_label: optional(record.libcategetab),
  };
}

// The letters for repeated house numbers in French postal lines.
const repetitions: Record<string, string> = { B: 'BIS', T: 'TER', Q: 'QUATER', C: 'QUINQUIES' };

function whereabouts(record: LegalEntity | Site, { communes, secondary }: Reading) {
  const { postalCode, town } = secondary(() => townOf(record)) ?? { postalCode: '', town: '' };
  const { departement: department, commune } = record;
  const place = communes.locate({ department, commune, postalCode, town });
  const street = [
    record.numvoie,
    ownValue(repetitions, record.compvoie) ?? record.compvoie,
    record.typvoie,
    record.voie,
  ]
    .filter(Boolean)
    .join(' ');
  return {
    address: [record.complrs, record.compldistrib, street, record.lieuditbp].filter(Boolean).join('\n') || null,
    postal_code: optional(postalCode),
    city: optional(town),
    commune_code: place.commune,
    commune_stated: place.stated,
    department_code: place.department,
    phone: secondary(() => phoneNumber(record.telephone, 'the telephone number')),
  };
}

function townOf({ ligneacheminement: line }: LegalEntity | Site): { postalCode: string; town: string } | null {
  if (line === '') return null;
  const [, postalCode, town] = /^(\d{5})\s+(\S.*)$/.exec(line) ?? [];
  if (!postalCode || !town) throw new BadRecord(`the postal line ${line} is not a post code and a town`);
  return { postalCode, town };
}

/** A line of coordinates, in today's layout or the one before 2021; undefined if its fields match neither. */
export function locationRecord(fields: string[]): RecordOf<typeof geolocalisation> | undefined {
  const today = named(geolocalisation, fields);
  if (today) return today;
  const old = named(oldGeolocalisation, fields);
  return (
    old && {
      ...old,
      sourcecoordet: [
        old.precision,
        old.emetteur,
        old.score,
        old.fournisseur,
        old.base,
        old.version,
        old.projection,
      ].join(','),
    }
  );
}

/** The coordinates of a site, in degrees; undefined if the line has none. @throws BadRecord */
export function location(record: RecordOf<typeof geolocalisation>, { number, text }: Line): StagedLocation | undefined {
  const finess = finessNumber(record.nofinesset, 'the number');
  const [x, y] = [metres(record.coordxet), metres(record.coordyet)];
  // Zero is the default of the format for unknown coordinates.
  if (x === 0 && y === 0) return undefined;
  return { line: number, raw: text, finess, ...toWgs84(x, y, record.sourcecoordet) };
}

function metres(value: string): number {
  const number = Number(value.replace(',', '.'));
  if (!Number.isFinite(number)) throw new BadRecord(`the coordinate ${value} is not a number`);
  return number;
}
