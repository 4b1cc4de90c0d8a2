import { beforeAll, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { printSummary, type Summary } from '../../imports/pipeline/summary.ts';
import * as plus from './finess-plus-fixtures.ts';
import { extract, importTest, legalEntity, site } from './fixtures.ts';

const test = importTest();
type Site = NonNullable<Parameters<typeof site>[0]>;

/** The suggestions for an extract; sites default to groupings. A dry run by default, so that tests do not depend on each other. */
const suggested = async (sites: Site[], options: object = { dryRun: true }, ...lines: string[]) =>
  (
    await test.load(
      {
        'et.csv': extract(
          '2021-01-08',
          ...sites.map((values) => site({ categetab: '696', libcategetab: 'GCS de moyens', siret: '', ...values })),
        ),
        ...(lines.length > 0 && { 'ej.csv': extract('2021-01-08', ...lines) }),
      },
      options,
    )
  ).summary.suggestions;
const kinds = async (sites: Site[]) => (await suggested(sites)).map(({ site: number, kind }) => [number, kind]);
const named = (...names: string[]): Site[] =>
  names.map((rs, index) => ({ nofinesset: `0109901${10 + index}`, nofinessej: '010990018', rs }));
const units = () => test.database.query('select t::text from logistics.production_unit as t order by code');
const unit = (columns: object) =>
  test.database.query(
    `insert into logistics.production_unit (code, kind, name, status, source_code, ${Object.keys(columns).join(', ')})
     values ('known', 'LINEN', 'Known', 'CLOSED', 'illustrative', ${Object.values(columns)
       .map((value) => `'${value}'`)
       .join(', ')})
     on conflict (code) do update set site_finess = excluded.site_finess, operator_finess = excluded.operator_finess, operated_by_code = excluded.operated_by_code`,
  );

describe('the names of the register', () => {
  it('show laundries, even if words are cut or run together', async () => {
    const names = [
      'GCS BLANCHISSERIE DES DOMBES',
      'GCS BLANCHIS. HOP DES DOMBES - ET SIEGE',
      'GCS BLANCH INTERHOSP DES DOMBES',
      'GCS BLANC INTER HOSP DES DOMBES',
      'GCS BLANCHISSERIEINTER HOSPITALÈRE',
      'GCS TRAITEMENT DU LINGE',
      'CENTRE TRAITEMENT TEXTILE HOSPITALIER',
    ];
    expect(await kinds(named(...names))).toEqual(names.map((_, index) => [`0109901${10 + index}`, 'LINEN']));
  });

  it('show kitchens, and both', async () => {
    const names = [
      'GCS RESTAUR. DES DOMBES',
      'Gcs Restauration',
      'GCS CUISINE INTERHOSPITALIÈ',
      'GCS DES DOMBES ET BRESSE CUISIN',
      'GIP UCPA',
      'UCP DOMBES',
    ];
    expect(await kinds(named(...names))).toEqual(names.map((_, index) => [`0109901${10 + index}`, 'MEALS']));
    expect(await kinds(named('GCS BLANCHISSERIE ET RESTAURATION'))).toEqual([
      ['010990110', 'LINEN'],
      ['010990110', 'MEALS'],
    ]);
    expect(await kinds([{ ...named('GCS BIHD')[0], rslongue: 'Blanchisserie inter-hospitalière' }])).toEqual([
      ['010990110', 'LINEN'],
    ]);
  });

  it('do not match other words', async () => {
    const names = [
      'GCS DE LA DAME BLANCHE',
      'GCS GHT LEMAN MONT-BLANC - CONTAMINE',
      'SCP DES DRS LEMAIRE ET BLANC',
      'RESTAURANTS DU COEUR',
      'SCM MALINGE',
      'USCPP',
    ];
    expect(await kinds(named(...names))).toEqual([]);
  });
});

describe('a suggestion', () => {
  const laundry = { nofinesset: '010990208', nofinessej: '010990034', rs: 'GCS BLANCHISSERIE DES DOMBES' };
  const suggestion = { site: '010990208', name: laundry.rs, kind: 'LINEN', town: 'VILLARS LES DOMBES' };

  it('is only for the categories of groupings', async () => {
    for (const categetab of ['695', '696', '697', '698', '699'])
      expect(await suggested([{ ...laundry, categetab }])).toEqual([suggestion]);
    for (const categetab of ['247', '355', '694', '700'])
      expect(await suggested([{ ...laundry, categetab }])).toEqual([]);
  });

  it('names the town without its CEDEX', async () => {
    expect(await suggested([{ ...laundry, ligneacheminement: '01330 VILLARS LES DOMBES CEDEX 9' }])).toEqual([
      suggestion,
    ]);
    expect(await suggested([{ ...laundry, ligneacheminement: '' }])).toEqual([{ ...suggestion, town: null }]);
  });

  it('is for a legal entity only if the register has no site of it', async () => {
    const entity = legalEntity({ nofiness: '010990034', rs: 'GCS BLANCHISSERIE', categetab: '696' });
    const alone = legalEntity({ nofiness: '010990042', rs: 'GIP CUISINE CENTRALE', categetab: '698' });
    expect(await suggested([laundry], { dryRun: true }, entity, alone)).toEqual([
      { site: '010990042', name: 'GIP CUISINE CENTRALE', kind: 'MEALS', town: 'VILLARS LES DOMBES' },
      suggestion,
    ]);
  });

  it('is made from FINESS+ as well', async () => {
    const kitchen = plus.site('801', '010990307', { categorieentiteGeographiqueExercice: '696' });
    kitchen.informationsGeneralesEGE.nomEgeLong = 'CUISINE CENTRALE DES DOMBES';
    const pmej = [plus.person('5', '010990042', { ege: [kitchen] })];
    const { summary } = await test.load(plus.file('2025-03-09', { pmej }), { dryRun: true, partial: true }, finessPlus);
    expect(summary.suggestions).toEqual([
      { site: '010990307', name: 'CLINIQUE DES DOMBES', kind: 'MEALS', town: 'VILLARS LES DOMBES' },
    ]);
  });

  describe('of what the hub knows', () => {
    beforeAll(async () => {
      await test.database.query(
        `insert into establishment (finess, level, name, source_code) values ('010990034', 'LEGAL_ENTITY', 'GCS', 'illustrative')`,
      );
      await test.database.query(
        `insert into "grouping" (code, kind, name, legal_entity_finess, source_code) values ('gcs-dombes', 'GCS_MEANS', 'GCS', '010990034', 'illustrative')`,
      );
    });

    it.each([
      ['a unit at the site', { site_finess: '010990208' }],
      ['a unit that the site operates', { operator_finess: '010990208' }],
      ['a unit that the legal entity operates', { operator_finess: '010990034' }],
      ['a unit that the grouping of the legal entity operates', { operated_by_code: 'gcs-dombes' }],
    ])('is not made: %s', async (_, columns) => {
      await unit(columns);
      expect(await suggested([laundry])).toEqual([]);
    });

    it('is made for the other kind, and for another site', async () => {
      await unit({ site_finess: '010990208' });
      const both = { ...laundry, rs: 'GCS BLANCHISSERIE ET CUISINE' };
      expect(await suggested([both])).toEqual([{ ...suggestion, name: both.rs, kind: 'MEALS' }]);
      await unit({ operator_finess: '010990018' });
      expect(await suggested([laundry])).toEqual([suggestion]);
    });
  });
});

describe('loaded for good, a suggestion', () => {
  const kitchen = named('GCS CUISINE DES DOMBES');
  const suggestion = { site: '010990110', name: 'GCS CUISINE DES DOMBES', kind: 'MEALS', town: 'VILLARS LES DOMBES' };

  it('creates nothing and is repeated each time, until its site closes', async () => {
    const before = await units();
    expect(await suggested(kitchen, {})).toEqual([suggestion]);
    expect(await suggested(kitchen, {})).toEqual([suggestion]);
    expect(await suggested([{ nofinesset: '010990208', rs: 'GCS IMAGERIE' }], { partial: true })).toEqual([suggestion]);
    expect(await units()).toEqual(before);
    const later = { 'et.csv': extract('2021-02-08', site()) };
    expect((await test.load(later, { dryRun: true })).summary.suggestions).toEqual([]);
    // A part of an extract that does not list the site says nothing of it.
    expect((await test.load(later, { partial: true })).summary.suggestions).toEqual([]);
    expect((await test.load(later)).summary.suggestions).toEqual([]);
  });
});

describe('the report', () => {
  const summary = (suggestions: Summary['suggestions']): string =>
    printSummary({ files: new Map(), targets: new Map(), suggestions, seconds: 1, dryRun: true });
  const one = { site: '620032243', name: 'GCS CUISINE CENTRALE', kind: 'MEALS', town: 'CALAIS' } as const;

  it('lists them after the tables, with the template to use', () => {
    const report = summary([one, { ...one, kind: 'LINEN', town: null }]);
    expect(report.split('\n').slice(-4)).toEqual([
      'Dry run: nothing was written. 1.0 s',
      'Production units to consider (npx maillage template production-units):',
      '  620032243 GCS CUISINE CENTRALE (kitchen, CALAIS)',
      '  620032243 GCS CUISINE CENTRALE (laundry)',
    ]);
  });

  it('has no list without suggestions, and counts those after the twentieth', () => {
    expect(summary([])).not.toContain('consider');
    expect(summary(Array.from({ length: 20 }, () => one))).not.toContain('more');
    const lines = summary(Array.from({ length: 1021 }, () => one)).split('\n');
    expect(lines.filter((line) => line.includes('620032243'))).toHaveLength(20);
    expect(lines.at(-1)).toBe('  and 1,001 more');
  });
});
