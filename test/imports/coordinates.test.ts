import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { finess } from '../../imports/finess/index.ts';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import type { ImportSource } from '../../imports/pipeline/source.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import * as plus from './finess-plus-fixtures.ts';
import { everything, extract, importTest, place, site } from './fixtures.ts';

const test = importTest();

type Load = [source: ImportSource, files: Record<string, string | Buffer>, options?: object];

/** Where the site is, and its telephone, after these imports. */
async function siteAfter(...loads: Load[]): Promise<unknown> {
  for (const [source, files, options] of loads) await test.load(files, options, source);
  const [found] = await test.database.query(
    `select city, round(latitude::numeric, 2)::float8 as latitude, round(longitude::numeric, 2)::float8 as longitude,
       location_listed_on::text as located_on, phone, phone_listed_on::text as called_on from establishment where finess = '010990109'`,
  );
  return found;
}

async function empty(): Promise<void> {
  for (const statement of [
    `delete from membership where source_code = 'finess-plus'`,
    `delete from identifier where establishment_finess like '01099%'`,
    `delete from establishment where finess like '01099%'`,
    'delete from register_event_list',
    'delete from register_extract',
  ])
    await test.database.query(statement);
}

beforeEach(empty);

const elsewhere = { commune: '053', ligneacheminement: '01000 BOURG EN BRESSE' };

/** An extract of the form before FINESS+, with coordinates or without. */
const legacy = (day: string, values = {}, at: object | null = {}): Load => [
  finess,
  { 'et.csv': extract(day, site(values), ...(at ? [place(at)] : [])) },
];

const [DOMBES] = plus.site('799', '010990109').adresse;

/** Today's extract, without coordinates or telephone. */
const today = (rest = {}): Load => {
  const adresse = [{ ...DOMBES, coordonneesGeographique: null, ...rest }];
  const ege = [plus.site('799', '010990109', { adresse, contact: [] })];
  return [finessPlus, plus.file('2026-07-07', { pmej: [plus.person('2', '010990018', { ege })] })];
};

const bourg = { cogCommune: '01053', codePostal: '01000', ligneAcheminement: 'BOURG EN BRESSE' };

const [old, newer] = [
  legacy('2021-01-08'),
  legacy('2026-05-12', { telephone: '0400000077' }, { coordxet: '880262.2' }),
];
const ofOld = { city: 'VILLARS LES DOMBES', latitude: 46.22, longitude: 5.21, located_on: '2021-01-08' };
const nowhere = { latitude: null, longitude: null };

const cases: [string, Load[], object][] = [
  ['are kept at the same place, and a telephone number', [old, today()], { ...ofOld, phone: '0400000001' }],
  [
    'are kept in the same commune, whatever its post code and town are called',
    [old, today({ codePostal: '01331', ligneAcheminement: 'VILLARS CEDEX' })],
    { ...ofOld, city: 'VILLARS CEDEX' },
  ],
  [
    'are kept where the later one states no place',
    [old, today({ cogCommune: '', codePostal: '', ligneAcheminement: '' })],
    { ...ofOld, city: null },
  ],
  ['are dropped at another place', [old, today(bourg)], { city: 'BOURG EN BRESSE', ...nowhere, phone: '0400000001' }],
  [
    'are dropped if the extract between was of another place',
    [old, legacy('2026-05-12', elsewhere, null), today()],
    { ...nowhere, located_on: '2026-05-12' },
  ],
  [
    'are those of the newest extract that states some',
    [old, newer, today()],
    { longitude: 5.34, located_on: '2026-05-12', phone: '0400000077', called_on: '2026-05-12' },
  ],
  ['are kept by a cs1100502, which has none', [old, legacy('2026-05-12', {}, null)], ofOld],
  [
    'give way to those that are stated',
    [old, today({ coordonneesGeographique: DOMBES!.coordonneesGeographique })],
    { latitude: 46, longitude: 5.03, located_on: '2026-07-07' },
  ],
];

// An older extract of the same form is refused.
const orders = cases.flatMap(([name, loads, expected]): [string, string, Load[], object][] => [
  [name, 'oldest first', loads, expected],
  ...(loads.at(-1)![0] === finess
    ? []
    : [[name, 'newest first', [loads.at(-1)!, ...loads.slice(0, -1)], expected] as [string, string, Load[], object]]),
]);

describe('coordinates that a later extract does not state', () => {
  it.each(orders)('%s: %s', async (_name, _order, loads, expected) => {
    expect(await siteAfter(...loads)).toMatchObject(expected);
  });

  it('are not written again by the second load', async () => {
    await siteAfter(old, today());
    const before = await everything(test.database);
    expect(await siteAfter(today())).toMatchObject(ofOld);
    expect(await everything(test.database)).toEqual(before);
  });
});

const files = [
  'data/finess/etalab-cs1100507-stock-20210108-rebuilt.csv.gz',
  'data/finess/samples/finess_plus_structures_202607_sample.json.gz',
] as const;

describe.skipIf(!hasShared(...files))('the sites of July 2026 that the register of 2021 locates', () => {
  const [register, sample] = files.map((path) => gunzipSync(readFileSync(sharedPath(path))).toString()) as [
    string,
    string,
  ];
  const july = JSON.parse(sample) as { pmej: { ege: { informationsGeneralesEGE: { numFinessEge: string } }[] }[] };
  const numbers = new Set(july.pmej.flatMap(({ ege }) => ege.map((one) => one.informationsGeneralesEGE.numFinessEge)));
  const lines = register.split('\n');
  const known = [lines[0], ...lines.filter((line) => numbers.has(line.split(';', 2)[1] ?? '')), ''].join('\n');
  const loads: Load[] = [
    [finess, { '2021.csv': known }, { partial: true }],
    [finessPlus, { 'july.json': sample }, { partial: true }],
  ];
  const located = async () => {
    for (const [source, content, options] of loads) await test.load(content, options, source);
    return test.database.query(
      `select location_listed_on::text as day, count(*)::int from establishment where location_listed_on is not null and latitude is not null group by 1 order by 1`,
    );
  };

  it('keep their coordinates where they have not moved, in either order, and when July is loaded again', async () => {
    const found = await located();
    // 271 of them have coordinates in 2021 alone; four have moved.
    expect(found).toEqual([
      { day: '2021-01-08', count: 267 },
      { day: '2026-08-13', count: 1167 },
    ]);
    const before = await everything(test.database);
    await test.load(loads[1]![1], { partial: true }, finessPlus);
    expect(await everything(test.database)).toEqual(before);
    for (const statement of [
      `delete from membership where source_code = 'finess-plus'`,
      'delete from register_event_list',
      'delete from identifier',
      `delete from establishment where source_code in ('finess', 'finess-plus')`,
    ])
      await test.database.query(statement);
    loads.reverse();
    expect(await located()).toEqual(found);
  });
});
