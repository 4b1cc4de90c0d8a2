import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A commune of the official division, or one that is part of another: a former commune, or an arrondissement of Paris, Lyon or Marseille. */
export interface CommuneRow {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  zone: 'metro' | 'drom' | 'com';
  departement: string;
  region: string;
  /** Of a former commune: the commune that it belongs to today. */
  chefLieu?: string;
  /** Of an arrondissement: its city. */
  commune?: string;
  anciensCodes?: string[];
  codesPostaux?: string[];
  population?: number;
}

interface AreaRow {
  code: string;
  nom: string;
  zone: 'metro' | 'drom' | 'com';
  /** Of a department: its region. */
  region?: string;
}

const packageName = '@etalab/decoupage-administratif';
const resolve = createRequire(import.meta.url).resolve;

// Read and parsed at each call rather than imported: a running hub need not keep 36,000 communes in memory.
const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(resolve(`${packageName}/${file}`), 'utf8')) as Content;

export const readCommunes = (): CommuneRow[] => read('data/communes.json');
export const readDepartments = (): AreaRow[] => read('data/departements.json');
export const readRegions = (): AreaRow[] => read('data/regions.json');

/** The division's package, of which each version is the division of one year. */
export function divisionVersion(): string {
  return read<{ version: string }>('package.json').version;
}

/**
 * The year of the populations that version 6.0.0 of the package gives: it names INSEE's page 8680726, the legal populations of 2023;
 * INSEE's file of that year gives the same sums by region. To be looked up again in the README of each further version.
 */
const populationYear = 2023;

/** Where the population is of another year: the package takes Mayotte's from the census of 2017, and INSEE's page 8680702 dates the Pacific's. */
const populationYears: Record<string, number> = { '976': 2017, '987': 2022, '988': 2025 };

/** The year of the populations of a department's communes. */
export const populationYearOf = (department: string): number => populationYears[department] ?? populationYear;
