import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

const membershipsOf = (role: string) =>
  test.database.query(
    `select period::text, missions, source_code as source from membership
     where grouping_code = '44102' and establishment_finess = '570005165' and role = $1 order by period`,
    [role],
  );

describe('a row about groupings is refused', () => {
  it.each<[string, string, Cells[], string]>([
    [
      'with a site as legal entity',
      'groupings',
      [{ legalEntity: '570026682' }],
      'column legalEntity: "570026682": expected a legal entity: it is a site of 570005165',
    ],
    [
      'with an impossible code',
      'groupings',
      [{ grouping: 'direction commune' }],
      'column grouping: "direction commune": expected a code of letters without accents, digits, and -, _ or . between them, such as 44108 or a FINESS number',
    ],
    [
      'of an unknown grouping',
      'memberships',
      [{ grouping: '99999' }],
      'column grouping: "99999": expected the code of a known grouping, such as 44108',
    ],
    [
      'with an unknown role',
      'memberships',
      [{ role: 'CHIEF' }],
      'column role: "CHIEF": expected one of SUPPORT, PARTY, ASSOCIATE, PARTNER, MEMBER, HEAD',
    ],
    [
      'with missions of another role',
      'memberships',
      [{ missions: 'RESEARCH' }],
      'column missions: "RESEARCH": expected an empty cell, as only an ASSOCIATE has missions',
    ],
    [
      'of a department instead of a commune',
      'population-of-groupings',
      [{ commune: '57' }],
      `column commune: "57": expected INSEE's code of a commune, five characters`,
    ],
    [
      'of an unknown commune',
      'population-of-groupings',
      [{ commune: '57999' }],
      'column commune: "57999": expected the code of a known commune, such as 57463',
    ],
    [
      'with a number of the wrong length',
      'identifiers',
      [{ system: 'SIRET', value: '265702803' }],
      'column value: "265702803": expected a SIRET of 14 digits',
    ],
    [
      'of a system in small letters',
      'identifiers',
      [{ system: 'siret' }],
      'column system: "siret": expected a name in capital letters, digits and underscores, such as SIRET',
    ],
    [
      'of an establishment that succeeds itself',
      'successions',
      [{ successor: '570000596' }],
      'column successor: "570000596": expected another establishment than the predecessor',
    ],
    [
      'of an establishment that succeeds itself by others',
      'successions',
      [{ predecessor: '570029801', successor: '570000596' }],
      'column successor: "570000596": expected an establishment that 570029801 did not itself succeed',
    ],
  ])('%s', async (_, dataset, rows, expected) => {
    const errors = await refusal(test, { 'a.csv': examples(dataset, ...rows) });
    expect(errors).toEqual([`a.csv, line 2, ${expected}`, nothingChanged]);
  });

  it('that overlaps another one of the file', async () => {
    const file = examples('memberships', {}, { start: '2027-01-01' });
    expect(await refusal(test, { 'a.csv': file })).toEqual([
      'a.csv, line 3, column grouping: "example-direction-commune": expected only one row at a time with the same grouping, establishment and role; line 2 of a.csv is another',
      nothingChanged,
    ]);
  });
});

describe('memberships', () => {
  const row = (more: Cells): Cells => ({ grouping: '44102', role: 'ASSOCIATE', start: '', ...more });
  const load = (...rows: Cells[]) =>
    test.counts({ 'a.csv': examples('memberships', ...rows) }, 'memberships', {}, partner);

  it('are added, changed by their key, and kept where they are the same', async () => {
    expect(await load(row({}))).toEqual({ new: 1, changed: 0, same: 0, gone: 0 });
    expect(await load(row({ missions: 'RESEARCH|TEACHING' }))).toEqual({ new: 0, changed: 1, same: 0, gone: 0 });
    expect(await load(row({ missions: 'RESEARCH|TEACHING' }))).toEqual({ new: 0, changed: 0, same: 1, gone: 0 });
    expect(await membershipsOf('ASSOCIATE')).toEqual([
      { period: '(,)', missions: ['RESEARCH', 'TEACHING'], source: 'example-chr-2026' },
    ]);
  });

  it('replace those whose periods they overlap, whoever has stated them', async () => {
    await test.database.query(
      `update membership set source_code = 'illustrative' where grouping_code = '44102' and role = 'ASSOCIATE'`,
    );
    const two = [row({ end: '2020-01-01' }), row({ start: '2021-01-01' })];
    // The first began as the one before did, and is the same with another end.
    expect(await load(...two)).toEqual({ new: 1, changed: 1, same: 0, gone: 0 });
    expect(await load(...two)).toEqual({ new: 0, changed: 0, same: 2, gone: 0 });
    expect(await membershipsOf('ASSOCIATE')).toEqual([
      { period: '(,2020-01-01)', missions: [], source: 'example-chr-2026' },
      { period: '[2021-01-01,)', missions: [], source: 'example-chr-2026' },
    ]);
    expect(await load(row({ start: '2020-06-01' }))).toEqual({ new: 1, changed: 0, same: 0, gone: 1 });
    expect(await membershipsOf('ASSOCIATE')).toMatchObject([{ period: '(,2020-01-01)' }, { period: '[2020-06-01,)' }]);
  });

  it('keep those in another role, or at another time', async () => {
    await load(row({ role: 'PARTY' }), row({ start: '2020-02-01', end: '2020-03-01' }));
    expect(await membershipsOf('PARTY')).toHaveLength(1);
    expect(await membershipsOf('ASSOCIATE')).toHaveLength(3);
  });
});

it('a population of groupings and an identifier are added, changed by their key, and kept where they are the same', async () => {
  const load = (dataset: string, ...rows: Cells[]) =>
    test.counts({ 'a.csv': examples(dataset, ...rows) }, dataset, { dataset }, partner);
  const [metz, thionville] = [{ commune: '57463' }, { commune: '57672' }];
  expect(await load('population-of-groupings', metz, thionville)).toEqual({ new: 1, changed: 0, same: 1, gone: 0 });
  expect(await load('population-of-groupings', { ...metz, population: '5' })).toEqual({
    new: 0,
    changed: 1,
    same: 0,
    gone: 0,
  });
  expect(
    await test.database.query(
      `select grouping_code as grouping, commune_code as commune, year, population, source_code as source from grouping_population order by 2`,
    ),
  ).toEqual([
    { grouping: '44108', commune: '57463', year: 2023, population: 5, source: 'example-chr-2026' },
    { grouping: '44108', commune: '57672', year: 2023, population: 121_695, source: 'example-chr-2026' },
  ]);
  expect(await load('identifiers', {}, { system: 'SIRET', value: '26570280300099' })).toEqual({
    new: 1,
    changed: 0,
    same: 1,
    gone: 0,
  });
  expect(
    await test.database.query(
      `select establishment_finess as finess, system, value from identifier where source_code = 'example-chr-2026' order by 2`,
    ),
  ).toEqual([
    { finess: '570026682', system: 'RPPS', value: '10001234567' },
    { finess: '570026682', system: 'SIRET', value: '26570280300099' },
  ]);
});

it('a file is of the dataset that its command names: another header is not its own', async () => {
  for (const [dataset, other] of [
    ['identifiers', 'population-of-groupings'],
    ['population-of-groupings', 'identifiers'],
  ] as const) {
    const [message] = await refusal(test, { 'a.csv': examples(other, {}) }, { dataset });
    expect(message).toContain(`a.csv, line 1: no row names two columns of the dataset ${dataset}: `);
  }
});
