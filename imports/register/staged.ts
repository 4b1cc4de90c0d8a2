import type pg from 'pg';
import type { InputFile } from '../pipeline/input-file.ts';
import { Staging } from '../../services/kit/database/staging.ts';

/** A legal entity or site of a file; null means that the file does not state the value. */
export interface StagedEstablishment {
  line: number;
  /** The text of its line; of a record that is not a line, there is none: a national file would be staged twice. */
  raw?: string;
  /** False for a rejected record with a readable number: the register lists the establishment, so it must not be closed. */
  listed: boolean;
  finess: string;
  level: Level;
  name?: string | null;
  long_name?: string | null;
  category_code?: string | null;
  category_label?: string | null;
  legal_status_code?: string | null;
  public_service_code?: string | null;
  /** The lines of the address, separated by newlines. */
  address?: string | null;
  postal_code?: string | null;
  city?: string | null;
  commune_code?: string | null;
  /** Whether the file states the commune. */
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
  /** The number of a legal person in FINESS+. */
  smsse?: string | null;
  /** The number of a site in FINESS+. */
  ege?: string | null;
}

export type Level = 'LEGAL_ENTITY' | 'SITE';

/** The coordinates of a site, which extracts have on a separate line. */
export interface StagedLocation {
  line: number;
  raw: string;
  finess: string;
  latitude: number | null;
  longitude: number | null;
}

/** One file of the register, and what its format can state. */
export interface Extract {
  input: InputFile;
  /** The code of its source, which its rows refer to. */
  source: string;
  extractedOn: string;
  /** The columns that the format does not have for a level: they keep their values. */
  lacks: Record<Level, string[]>;
  /** The identifiers that the format can state: one that a file no longer states is removed. */
  identifiers: ('SIREN' | 'SIRET' | 'UAI' | 'SMSSE' | 'EGE')[];
}

// Texts are compared with the columns of the register, which have this collation.
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
  public_service_code: text,
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

const searchWords = `case when listed then
  establishments.search_vector(name, long_name, category_code, city collate "default", postal_code, finess) end`;

export const stageEstablishments = (client: pg.Client): Promise<Staging<StagedEstablishment>> =>
  Staging.create<StagedEstablishment>(client, 'staged_establishment', establishmentTypes, {
    search_words: ['tsvector', searchWords],
  });

export const stageLocations = (client: pg.Client): Promise<Staging<StagedLocation>> =>
  Staging.create<StagedLocation>(client, 'staged_location', locationTypes);

/** An SQL expression for the text of a staged record: its line, or where that was not staged what was read from it. */
export const rawText = `coalesce(staged.raw, (jsonb_strip_nulls(to_jsonb(staged)) - '{line,listed,later,repeated,search_words}'::text[])::text)`;
