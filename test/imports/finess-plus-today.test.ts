import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import { file, person, site } from './finess-plus-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();

const load = (day: string, content: object, options = {}) => test.load(file(day, content), options, finessPlus);
const places = () =>
  test.database.query(
    `select finess, city, commune_code as commune, latitude, longitude, phone from establishment where finess like '01099%' and level = 'SITE' order by 1`,
  );

const [DOMBES] = site('799', '010990109').adresse;
const at = (coordonneesGeographique: object, rest = {}) => ({ ...DOMBES, ...rest, coordonneesGeographique });

describe('an address of FINESS+', () => {
  it('has its degrees in either pair of coordinates, in one file', async () => {
    const metres = { coordonneeX: '6570414.61', coordonneeY: '873766.07' };
    const sites = [
      site('1', '010990109', { adresse: [at({ ...metres, directionLatitude: '46.002', directionLongitude: '5.03' })] }),
      site('2', '010990117', {
        adresse: [
          at({
            coordonneeX: '5.04',
            coordonneeY: '46.003',
            directionLatitude: '6570414.61',
            directionLongitude: '873766.07',
          }),
        ],
      }),
    ];
    const { summary } = await load('2026-07-01', { pmej: [person('2', '010990018', { ege: sites })] });
    expect(summary.files.get('plus.json')).toEqual({ read: 3, rejected: 0, warnings: 0 });
    expect(await places()).toMatchObject([
      { finess: '010990109', latitude: 46.002, longitude: 5.03 },
      { finess: '010990117', latitude: 46.003, longitude: 5.04 },
    ]);
  });

  it('loses its coordinates, and nothing else, if none are in degrees', async () => {
    const metres = {
      coordonneeX: '6570414.61',
      coordonneeY: '873766.07',
      directionLatitude: 'x',
      directionLongitude: '',
    };
    // Those of an earlier file would be kept.
    await test.database.query(`update establishment set latitude = null, longitude = null where finess like '01099%'`);
    const sites = [site('1', '010990109', { adresse: [at(metres)] }), site('2', '010990117', { adresse: [at({})] })];
    const { summary } = await load('2026-07-01', { pmej: [person('2', '010990018', { ege: sites })] });
    expect(summary.files.get('plus.json')).toEqual({ read: 3, rejected: 0, warnings: 1 });
    expect(await places()).toMatchObject([
      { finess: '010990109', city: 'VILLARS LES DOMBES', latitude: null, longitude: null },
      { finess: '010990117', city: 'VILLARS LES DOMBES', latitude: null, longitude: null },
    ]);
  });

  it.each<[string, object, number]>([
    ['coordinates as an empty list', { adresse: [at([])] }, 0],
    ['coordinates that are no object', { adresse: [{ ...DOMBES, coordonneesGeographique: 'x' }] }, 1],
    ['zeros for coordinates', { adresse: [at({ coordonneeX: '0', coordonneeY: '0' })] }, 0],
    ['a contact as an empty list', { contact: [{ telecom: [] }] }, 0],
    ['a contact that is no object', { contact: ['x'] }, 1],
    ['an address that is no object', { adresse: [7] }, 1],
  ])('is no reason to lose the record: %s', async (_, rest, warnings) => {
    const { summary } = await load('2026-07-01', {
      pmej: [person('2', '010990018', { ege: [site('1', '010990109', { adresse: [at({})], ...rest })] })],
    });
    expect(summary.files.get('plus.json')).toEqual({ read: 2, rejected: 0, warnings });
    expect((await places())[0]).toMatchObject({ finess: '010990109' });
  });

  it('is the place of a site, wherever it is in the list, and the first with a telephone', async () => {
    const other = at(
      { directionLatitude: '45.1', directionLongitude: '4.1' },
      { usageAdresse: '06', cogCommune: '01004' },
    );
    const place = at({ directionLatitude: '46.002', directionLongitude: '5.03' }, { usageAdresse: '03' });
    const contact = [{ telecom: null }, { telecom: { telephone: '0400000009' } }];
    const sites = [site('2', '010990117', { adresse: [other, place], contact })];
    await load('2026-07-01', { pmej: [person('2', '010990018', { ege: sites })] });
    const [, found] = await places();
    expect(found).toMatchObject({ commune: '01443', latitude: 46.002, longitude: 5.03, phone: '0400000009' });
  });
});

it('codes may be objects of code and system, and a list a single value', async () => {
  const given = site('1', '010990109', { categorieentiteGeographiqueExercice: { code: '101', system: 'x' } });
  Object.assign(given.informationsGeneralesEGE, { espic: '6' });
  const { summary } = await load('2026-07-01', { pmej: [person('2', '010990018', { ege: [given] })] });
  expect(summary.files.get('plus.json')).toEqual({ read: 2, rejected: 0, warnings: 0 });
  expect(
    await test.database.query(
      `select category_code as category, public_service_code as service from establishment where finess = '010990109'`,
    ),
  ).toEqual([{ category: '101', service: '6' }]);
});

const sample = 'data/finess/samples/finess_plus_structures_202607_sample.json.gz';

describe.skipIf(!hasShared(sample))('the real file of July 2026', () => {
  it('loads whole: each entity and site, with where it is, and the members of its group', async () => {
    const content = gunzipSync(readFileSync(sharedPath(sample))).toString();
    const { summary } = await test.load({ 'july.json': content }, { partial: true }, finessPlus);
    const { read, rejected } = summary.files.get('july.json')!;
    // Three groups are of legal entities that the sample leaves out.
    expect({ read, rejected }).toEqual({ read: 1787, rejected: 3 });
    const parsed = JSON.parse(content) as { pmej: { ege: { adresse: { usageAdresse: string }[] }[] }[] };
    const sites = parsed.pmej.flatMap(({ ege }) => ege);
    const [counted] = await test.database.query(
      `select count(*)::int as sites, count(latitude)::int as located from establishment where source_code = 'finess-plus' and level = 'SITE' and finess not like '01099%'`,
    );
    expect(counted).toEqual({ sites: sites.length, located: 1142 });
    expect(await test.database.query(`select count(*)::int from membership where grouping_code = 'GCC-1'`)).toEqual([
      { count: 9 },
    ]);
    const [isatis] = await test.database.query(
      `select city, commune_code as commune from establishment where finess = '2A0002408'`,
    );
    expect(isatis).toEqual({ city: 'AJACCIO', commune: '2A004' });
  });
});
