import type pg from 'pg';
import type { InputFile } from '../pipeline/input-file.ts';
import { Staging } from '../pipeline/staging.ts';

/** A legal entity or site as a file of the register gives it. Empty is null: what the file does not state. */
export interface StagedEstablishment {
  line: number;
  raw: string;
  /** False for a record that was left out although its number is legible: the register lists it, and it must not be closed. */
  listed: boolean;
  finess: string;
  level: Level;
  name?: string | null;
  long_name?: string | null;
  category_code?: string | null;
  category_label?: string | null;
  legal_status_code?: string | null;
  legal_status_label?: string | null;
  /** One line of the address a line. */
  address?: string | null;
  postal_code?: string | null;
  city?: string | null;
  commune_code?: string | null;
  /** Whether the file itself states the commune. */
  commune_stated?: boolean;
  department_code?: string | null;
  latitude?: number | null;
  longitude?: number | null;
  phone?: string | null;
  opened_on?: string | null;
  closed_on?: string | null;
  legal_entity_finess?: string | null;
  siren?: string | null;
  siret?: string | null;
  uai?: string | null;
  /** FINESS+'s own number of a legal person. */
  smsse?: string | null;
  /** FINESS+'s own number of a site. */
  ege?: string | null;
}

export type Level = 'LEGAL_ENTITY' | 'SITE';

/** The coordinates that a line of its own gives. */
export interface StagedLocation {
  line: number;
  raw: string;
  finess: string;
  latitude: number | null;
  longitude: number | null;
}

/** What one file gives to the register, and which of the columns it carries at all. */
export interface Extract {
  input: InputFile;
  /** The source that its rows are marked with. */
  source: string;
  extractedOn: string;
  /** Columns that this form has not for a level, and that keep what they hold. */
  lacks: Record<Level, string[]>;
  /** The identifiers that this form states: one that it states no longer is removed. */
  identifiers: ('SIREN' | 'SIRET' | 'UAI' | 'SMSSE' | 'EGE')[];
}

// Texts are compared with the register's columns, which sort by code points.
const text = 'text collate "C"';

const establishmentTypes = {
  line: 'bigint',
  raw: text,
  listed: 'boolean',
  finess: text,
  level: text,
  name: text,
  long_name: text,
  category_code: text,
  category_label: text,
  legal_status_code: text,
  legal_status_label: text,
  address: text,
  postal_code: text,
  city: text,
  commune_code: text,
  commune_stated: 'boolean',
  department_code: text,
  latitude: 'float8',
  longitude: 'float8',
  phone: text,
  opened_on: 'date',
  closed_on: 'date',
  legal_entity_finess: text,
  siren: text,
  siret: text,
  uai: text,
  smsse: text,
  ege: text,
} as const;

const locationTypes = { line: 'bigint', raw: text, finess: text, latitude: 'float8', longitude: 'float8' } as const;

export const stageEstablishments = (client: pg.Client): Promise<Staging<StagedEstablishment>> =>
  Staging.create<StagedEstablishment>(client, 'staged_establishment', establishmentTypes);

export const stageLocations = (client: pg.Client): Promise<Staging<StagedLocation>> =>
  Staging.create<StagedLocation>(client, 'staged_location', locationTypes);
