import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ownValue } from '../../platform/own-value.ts';

/** A commune of the official division, or a part of one: a former commune, or an arrondissement of Paris, Lyon or Marseille. */
export interface CommuneRow {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  zone: 'metro' | 'drom' | 'com';
  departement: string;
  region: string;
  /** For a former commune: the commune that it belongs to today. */
  chefLieu?: string;
  /** For an arrondissement: its city. */
  commune?: string;
  anciensCodes?: string[];
  codesPostaux?: string[];
  population?: number;
}

interface AreaRow {
  code: string;
  nom: string;
  zone: 'metro' | 'drom' | 'com';
  /** For a department: its region. */
  region?: string;
}

const packageName = '@etalab/decoupage-administratif';
const resolve = createRequire(import.meta.url).resolve;

// Read at each call rather than imported, so that a running hub does not keep 36,000 communes in memory.
const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(resolve(`${packageName}/${file}`), 'utf8')) as Content;

export const readCommunes = (): CommuneRow[] => read('data/communes.json');
export const readDepartments = (): AreaRow[] => read('data/departements.json');
export const readRegions = (): AreaRow[] => read('data/regions.json');

/** The version of the package; each version has the division of one year. */
export function divisionVersion(): string {
  return read<{ version: string }>('package.json').version;
}

/**
 * The year of the populations in version 6.0.0 of the package: its README refers to INSEE's page 8680726, the legal populations of
 * 2023, and INSEE's file of that year has the same sums by region. Check the README of each new version.
 */
const populationYear = 2023;

/** Departments with populations of another year: Mayotte's are from the census of 2017, those of the Pacific are dated by INSEE's page 8680702. */
const populationYears: Record<string, number> = { '976': 2017, '987': 2022, '988': 2025 };

/** The year of the populations of the communes of a department. */
export const populationYearOf = (department: string): number => ownValue(populationYears, department) ?? populationYear;
