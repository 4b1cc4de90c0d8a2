import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import communes from '@etalab/decoupage-administratif/data/communes.json' with { type: 'json' };
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { readReferenceRegister } from '../../imports/reference/register-rows.ts';
import { readRows, referenceFolder } from '../../imports/reference/yaml.ts';
import { regionalHospitalsWithoutUniversity } from '../../imports/register/regional-hospitals.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';

const facts = 'reference/facts.md';
const register = 'data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz';
const sae = 'data/sae/2024';
const absent = (path: string) => [!hasShared(path), `${sharedPath(path)} is missing`] as const;

const dataset = readReferenceRegister();
const groupings = readRows(referenceFolder, 'groupings.yaml');
const memberships = readRows(referenceFolder, 'memberships.yaml');
const byFiness = new Map(dataset.establishments.map((row) => [row.finess, row]));

describe('the reference dataset', () => {
  it('has the two parties of the framework agreement and their laundry', () => {
    expect(byFiness.get('570000596')).toMatchObject({
      name: 'HIA LEGOUEST',
      legalEntity: '750810814',
      categoryCode: '114',
    });
    expect(byFiness.get('750810814')?.identifiers).toEqual([{ system: 'SAE_FINESS', value: '750821092' }]);
    const laundry = memberships.filter((row) => row['grouping'] === '570023200');
    expect(laundry.map((row) => [row['establishment'], row['source']])).toEqual([
      ['570005165', 'article-metz-legouest'],
      ['570000596', 'article-metz-legouest'],
    ]);
    const support = memberships.filter((row) => row['grouping'] === '44108' && row['role'] === 'SUPPORT');
    expect(support.map((row) => row['establishment'])).toEqual(['570005165']);
  });

  it('has a site with the name of the grouping for each legal entity of a grouping', () => {
    for (const { grouping: code, name, legalEntity } of groupings.filter((row) => row['legalEntity'] !== undefined)) {
      expect(code).toBe(legalEntity);
      const sites = dataset.establishments.filter((row) => row.legalEntity === legalEntity);
      expect(
        sites.map((row) => row.name).filter((site) => site?.includes(String(name))),
        String(name),
      ).not.toEqual([]);
    }
  });

  it('has establishments in communes of the official division', () => {
    const current = new Set(communes.filter((row) => row.type === 'commune-actuelle').map((row) => row.code));
    const codes = dataset.establishments.flatMap((row) => row.address?.communeCode ?? []);
    expect(codes.filter((code) => !current.has(code))).toEqual([]);
  });

  it('has the legal entities of the regional hospitals without university', () => {
    const levels = regionalHospitalsWithoutUniversity.map(({ legalEntity }) => byFiness.get(legalEntity)?.level);
    expect(levels).toEqual(['LEGAL_ENTITY', 'LEGAL_ENTITY']);
  });

  it('has every FINESS number of the facts', ({ skip }) => {
    skip(...absent(facts));
    const numbers = new Set(readFileSync(sharedPath(facts), 'utf8').match(/\b[0-9][0-9A-Z][0-9]{7}\b/g));
    expect(numbers.size).toBeGreaterThan(30);
    expect([...numbers].filter((number) => !byFiness.has(number))).toEqual([]);
  });

  it('has the facts of the national register for each site', ({ skip }) => {
    skip(...absent(register));
    const { sites, points } = readRegister();
    const rows = dataset.establishments.filter((row) => row.source === 'finess-reference' && row.level === 'SITE');
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      const line = sites.get(row.finess)!;
      expect([row.name, row.legalEntity, row.categoryCode, row.categoryLabel, row.phone]).toEqual([
        line[3],
        line[2],
        line[18],
        line[19],
        line[16] || null,
      ]);
      expect(`${row.address?.postalCode} ${row.address?.city}`).toBe(line[15]);
      expect(row.identifiers).toEqual(line[22] ? [{ system: 'SIRET', value: line[22] }] : []);
      expect(row.openedOn).toBe(['1901-01-01', '1904-04-04'].includes(line[28]!) ? null : line[28]);
      const [, , x, y, projection] = points.get(row.finess)!;
      expect(projection).toContain('EPSG:2154');
      const [longitude, latitude] = proj4(LAMBERT_93, 'WGS84', [Number(x), Number(y)]);
      expect(Math.abs(row.longitude! - longitude!), row.finess).toBeLessThan(1e-4);
      expect(Math.abs(row.latitude! - latitude!), row.finess).toBeLessThan(1e-4);
    }
    const entities = new Set([...sites.values()].map((line) => line[2]));
    const stated = dataset.establishments.filter(
      (row) => row.source === 'finess-reference' && row.level === 'LEGAL_ENTITY',
    );
    expect(stated.map((row) => row.finess).filter((number) => !entities.has(number))).toEqual([]);
  });

  it('names legal entities and later sites as SAE does', ({ skip }) => {
    skip(...absent(sae));
    const named = new Map([...readSae('IDB_2024r.csv'), ...readSae('ID_2024r.csv')].map((row) => [row.fi, row]));
    for (const row of dataset.establishments.filter(({ source }) => source === 'sae-2024')) {
      const number = row.identifiers.find(({ system }) => system === 'SAE_FINESS')?.value ?? row.finess;
      const { rs, cat, stj, fi_ej: entity } = named.get(number)!;
      expect([row.name, row.categoryCode, row.legalEntity ?? ''], row.finess).toEqual([rs, cat, entity]);
      if (row.level === 'LEGAL_ENTITY') expect(row.legalStatusCode, row.finess).toBe(stj);
    }
  });
});

const LAMBERT_93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs';

/** A second, simple parser of the formats, so that the test does not depend on the code that it tests. */
function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare!,
  );
}

function readRegister() {
  const lines = gunzipSync(readFileSync(sharedPath(register)))
    .toString('utf8')
    .split(/\r?\n/)
    .map(fields);
  const section = (name: string) => new Map(lines.filter(([first]) => first === name).map((line) => [line[1]!, line]));
  return { sites: section('structureet'), points: section('geolocalisation') };
}

function readSae(file: string): Record<string, string>[] {
  const [header, ...lines] = new TextDecoder('windows-1252')
    .decode(readFileSync(sharedPath(`${sae}/${file}`)))
    .split(/\r?\n/)
    .map(fields);
  return lines.map((line) => Object.fromEntries(header!.map((name, index) => [name.toLowerCase(), line[index] ?? ''])));
}
