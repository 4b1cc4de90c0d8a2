import type pg from 'pg';
import { Staging } from '../../services/kit/database/staging.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { divisionVersion, populationYearOf, readCommunes, readDepartments, readRegions } from './division.ts';

const sourceCode = 'decoupage-administratif';

interface StagedTerritory {
  code: string;
  level: 'REGION' | 'DEPARTMENT' | 'COMMUNE';
  insee_code: string;
  name: string;
  parent_code: string | null;
  department_code: string | null;
  region_code: string | null;
  population: number | null;
  year: number | null;
}

const stagedTypes = {
  code: 'text collate "C"',
  level: 'text',
  insee_code: 'text',
  name: 'text collate "C"',
  parent_code: 'text collate "C"',
  department_code: 'text collate "C"',
  region_code: 'text collate "C"',
  population: 'int',
  year: 'int',
} as const;

const isSeeded = 'select from source where code = $1 and url = $2';

const writeSource = `
  insert into source (code, title, publisher, url, licence) values ($1, 'Découpage administratif de la France', 'INSEE, La Poste, DGCL; etalab', $2, 'Licence Ouverte 2.0')
  on conflict (code) do update set title = excluded.title, publisher = excluded.publisher, url = excluded.url, licence = excluded.licence, imported_at = now()`;

// A region has a population only if those of its departments are of the same year.
const populations = `
  with communes as (select code, department_code, region_code, population, year from staged_territory where population is not null),
    sums as (
      select code, year, population from communes
      union all select department_code, year, sum(population)::int from communes group by 1, 2
      union all select region_code, min(year), sum(population)::int from communes where region_code is not null group by 1 having min(year) = max(year)
    )
  select code as territory_code, year, population, '${sourceCode}' as source_code from sums`;

/**
 * Updates the territories and their populations to the version of the package; does nothing when they are up to date.
 * A territory that a new version no longer has is kept, since facts may refer to it. Call it within a transaction.
 */
export async function seedTerritories(client: pg.Client): Promise<void> {
  const url = `https://www.npmjs.com/package/@etalab/decoupage-administratif/v/${divisionVersion()}`;
  const { rowCount } = await client.query(isSeeded, [sourceCode, url]);
  if (rowCount) return;
  await client.query(writeSource, [sourceCode, url]);
  const staging = await Staging.create<StagedTerritory>(client, 'staged_territory', stagedTypes);
  for (const row of divisionRows()) await staging.add(row);
  await staging.flush();
  await upsert(client, {
    table: 'territory',
    key: ['code'],
    columns: ['code', 'level', 'insee_code', 'name', 'parent_code', 'department_code', 'region_code', 'source_code'],
    rows: `select code, level, insee_code, name, parent_code, department_code, region_code, '${sourceCode}' as source_code from staged_territory`,
  });
  await upsert(client, {
    table: 'territory_population',
    key: ['territory_code', 'year'],
    columns: ['territory_code', 'year', 'population', 'source_code'],
    rows: populations,
  });
  await client.query('drop table staged_territory');
  await client.query('analyze territory, territory_population');
}

/** The code of a region in the hub: INSEE uses the same numbers for regions and departments. */
export const regionCode = (insee: string): string => `REG-${insee}`;

function* divisionRows(): Generator<StagedTerritory> {
  const none = { population: null, year: null };
  const regionOf = new Map<string, string | null>();
  for (const { code, nom, zone } of readRegions()) {
    // The package also lists each overseas collectivity as a region.
    if (zone === 'com') continue;
    const region = regionCode(code);
    yield {
      code: region,
      level: 'REGION',
      insee_code: code,
      name: nom,
      parent_code: null,
      department_code: null,
      region_code: region,
      ...none,
    };
  }
  for (const { code, nom, zone, region } of readDepartments()) {
    const parent = zone === 'com' || region === undefined ? null : regionCode(region);
    regionOf.set(code, parent);
    yield {
      code,
      level: 'DEPARTMENT',
      insee_code: code,
      name: nom,
      parent_code: parent,
      department_code: code,
      region_code: parent,
      ...none,
    };
  }
  for (const { code, nom, type, departement, population } of readCommunes()) {
    // The other types are parts of communes, whose people would count twice.
    if (type !== 'commune-actuelle') continue;
    const place = {
      parent_code: departement,
      department_code: departement,
      region_code: regionOf.get(departement) ?? null,
    };
    const stated = population === undefined ? none : { population, year: populationYearOf(departement) };
    yield { code, level: 'COMMUNE', insee_code: code, name: nom, ...place, ...stated };
  }
}
