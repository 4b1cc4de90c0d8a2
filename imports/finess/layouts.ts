/** The official layouts of the register's extracts: each line begins with the name of its section. */

/** cs1100501: a line for each legal entity (entité juridique). */
export const structureej = [
  'section',
  'nofiness',
  'rs',
  'rslongue',
  'complrs',
  'numvoie',
  'typvoie',
  'voie',
  'compvoie',
  'compldistrib',
  'lieuditbp',
  'commune',
  'ligneacheminement',
  'departement',
  'libdepartement',
  'telephone',
  'statutjuridique',
  'libstatutjuridique',
  'categetab',
  'libcategetab',
  'siren',
  'codeape',
  'datecrea',
] as const;

/** cs1100502 and cs1100507: a line for each site (établissement). */
export const structureet = [
  'section',
  'nofinesset',
  'nofinessej',
  'rs',
  'rslongue',
  'complrs',
  'compldistrib',
  'numvoie',
  'typvoie',
  'voie',
  'compvoie',
  'lieuditbp',
  'commune',
  'departement',
  'libdepartement',
  'ligneacheminement',
  'telephone',
  'telecopie',
  'categetab',
  'libcategetab',
  'categagretab',
  'libcategagretab',
  'siret',
  'codeape',
  'codemft',
  'libmft',
  'codesph',
  'libsph',
  'dateouv',
  'dateautor',
  'datemaj',
  'numuai',
] as const;

/** cs1100507, after the sites: a line for each site that has coordinates. */
export const geolocalisation = ['section', 'nofinesset', 'coordxet', 'coordyet', 'sourcecoordet', 'datemaj'] as const;

/**
 * The layout of coordinates before 2021, with a column for each part of the source (`1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93`).
 */
export const oldGeolocalisation = [
  'section',
  'nofinesset',
  'coordxet',
  'coordyet',
  'precision',
  'emetteur',
  'score',
  'fournisseur',
  'base',
  'version',
  'projection',
  'datemaj',
] as const;

/** A line, by the names of its columns. */
export type RecordOf<Columns extends readonly string[]> = Record<Columns[number], string>;

/** Maps the fields of a line to column names; undefined when there are too few or too many. Empty fields at the end are ignored, as spreadsheets add them. */
export function named<Columns extends readonly string[]>(
  columns: Columns,
  fields: string[],
): RecordOf<Columns> | undefined {
  if (fields.length < columns.length || fields.some((field, index) => index >= columns.length && field !== ''))
    return undefined;
  const record: Record<string, string> = {};
  for (const [index, column] of columns.entries()) record[column] = fields[index]!.trim();
  return record as RecordOf<Columns>;
}
