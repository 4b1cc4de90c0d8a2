import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { geolocalisation, structureej, structureet } from '../../imports/finess/layouts.ts';
import { chance, oneOf } from './chance.ts';
import type { BenchDatabase } from './database.ts';

/** The day of a generated extract. */
const day = '2025-01-01';

const categories: [code: string, label: string, weight: number][] = [
  ['620', "Pharmacie d'Officine", 42],
  ['460', 'Prestataire de Service Infirmier', 17],
  ['500', "Etablissement d'hébergement pour personnes âgées dépendantes", 15],
  ['611', 'Laboratoire de Biologie Médicale', 8],
  ['124', 'Centre de Santé', 6],
  ['354', 'Service de Soins Infirmiers A Domicile', 5],
  ['355', 'Centre Hospitalier (C.H.)', 5],
  ['101', 'Centre Hospitalier Régional (C.H.R.)', 1],
  ['365', 'Etablissement de Soins Pluridisciplinaire', 1],
];
const deck = categories.flatMap((category) => Array.from({ length: category[2] }, () => category));
const kinds = ['CENTRE', 'HOPITAL', 'CLINIQUE', 'PHARMACIE', 'RESIDENCE', 'MAISON', 'LABORATOIRE', 'FOYER', 'SERVICE'];
const names = ['SAINT', 'GRAND', 'PETIT', 'VIEUX', 'NOUVEAU', 'HAUT', 'BEAU', 'CLAIR', 'ROYAL', 'VERT'];
const places = [
  'MOULIN',
  'JARDIN',
  'TILLEUL',
  'CHATEAU',
  'RIVAGE',
  'VALLON',
  'PLATANE',
  'CLOCHER',
  'VIGNOBLE',
  'LAVOIR',
];

/** Four sites for a legal entity, as the register has about. */
const sitesOfOne = 4;

/**
 * Writes a register of invented establishments in the form of FINESS: legal entities (cs1100501), and sites with their
 * coordinates (cs1100507). The same seed and size make the same files; a larger register begins as a smaller one does.
 * @returns the two files
 */
export async function generateRegister(database: BenchDatabase, folder: string, size: number): Promise<string[]> {
  const communes = await database.query<{ code: string; name: string; department: string; departmentName: string }>(
    `select c.code, c.name, c.department_code as department, d.name as "departmentName"
     from territory c join territory d on d.code = c.department_code
     where c.level = 'COMMUNE' and c.code ~ '^[0-9]' and c.code < '97' order by c.code`,
  );
  const random = chance(20_210_108);
  const entities: string[] = [];
  const sites: string[] = [];
  const located: string[] = [];
  for (let index = 0; index * (sitesOfOne + 1) < size; index++) {
    const [entityCategory, entityLabel] = oneOf(deck, random);
    const seat = oneOf(communes, random);
    const number = (department: string, serial: number): string => `${department}${String(serial).padStart(7, '0')}`;
    const entity = number(seat.department, index * (sitesOfOne + 1));
    const named = (): string =>
      `${oneOf(kinds, random)} ${oneOf(names, random)} ${oneOf(places, random)} ${oneOf(places, random)}`;
    const town = (commune: typeof seat): object => ({
      commune: commune.code.slice(2),
      departement: commune.department,
      libdepartement: commune.departmentName.toUpperCase(),
      ligneacheminement: `${commune.department}000 ${commune.name.toUpperCase()}`,
    });
    entities.push(
      line(structureej, {
        section: 'structureej',
        nofiness: entity,
        rs: named(),
        ...town(seat),
        statutjuridique: '13',
        libstatutjuridique: 'Etablissement Public Communal',
        categetab: entityCategory,
        libcategetab: entityLabel,
        datecrea: '1980-03-01',
      }),
    );
    for (let serial = 1; serial <= sitesOfOne; serial++) {
      const [category, label] = oneOf(deck, random);
      const commune = oneOf(communes, random);
      const finess = number(commune.department, index * (sitesOfOne + 1) + serial);
      sites.push(
        line(structureet, {
          section: 'structureet',
          nofinesset: finess,
          nofinessej: entity,
          rs: named(),
          numvoie: String(1 + Math.floor(random() * 200)),
          typvoie: 'R',
          voie: `DU ${oneOf(places, random)}`,
          ...town(commune),
          telephone: `03${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
          categetab: category,
          libcategetab: label,
          dateouv: `${1950 + Math.floor(random() * 70)}-06-01`,
        }),
      );
      located.push(
        line(geolocalisation, {
          section: 'geolocalisation',
          nofinesset: finess,
          coordxet: (300_000 + random() * 650_000).toFixed(1),
          coordyet: (6_250_000 + random() * 750_000).toFixed(1),
          sourcecoordet: '1,ATLASANTE,96,BAN,EPSG:2154 RGF93 / Lambert-93 (Métropole)',
          datemaj: day,
        }),
      );
    }
  }
  return Promise.all([
    write(`${folder}/entities-${size}.csv`, '93', entities),
    write(`${folder}/sites-${size}.csv`, '96', [...sites, ...located]),
  ]);
}

const line = <Column extends string>(columns: readonly Column[], values: Partial<Record<Column, string>>): string =>
  columns.map((column) => values[column] ?? '').join(';');

async function write(path: string, number: string, lines: string[]): Promise<string> {
  const chunks = [`finess;etalab;${number};${day}\n`, ...lines.map((text) => `${text}\n`)];
  await pipeline(Readable.from(chunks), createWriteStream(path));
  return path;
}
