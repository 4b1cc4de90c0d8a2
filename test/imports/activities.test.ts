import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { activities, authorised, capacity, exercised, holder, place } from './activities-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();
const [entity, site] = ['010990018', '010990109'];

beforeEach(() =>
  test.database.query(
    `delete from clinical.authorisation; delete from register_extract where scope = 'AUTHORISATIONS'`,
  ),
);

const load = (files: Record<string, string | Buffer>, options = {}) => test.load(files, options, finessPlus);
const rows = (columns = 'code, site_finess') =>
  test.database.query(`select ${columns} from clinical.authorisation order by code`);
const capacities = async () =>
  (await test.database.query('select kind, number from clinical.authorised_capacity order by 1, position')).map(
    ({ kind, number }) => `${kind} ${number}`,
  );
const rejects = () => readFile(join(test.folder, 'rejects.csv'), 'utf8');

describe('an activity of FINESS+', () => {
  it('is one object with the exercised one that rests on it, with what each states', async () => {
    const facts = { numAutorisationArhgos: 'ARA-1' };
    const lapse = { dateDebutActiviteAutorisee: null, dateCaduciteAutorisation: '2024-05-08' };
    const both = [capacity('08', '18'), capacity('08', '2'), capacity('09', '20')];
    const file = activities(
      '2026-08-18',
      holder(
        entity,
        [authorised('1', facts, { capacite: [capacity('09', '20')] })],
        place(site, exercised('2', '1', lapse, { capacite: both })),
      ),
    );
    const { summary } = await load({ 'activities.json': gzipSync(file['activities.json']) });
    expect(summary.files.get('activities.json')).toEqual({ read: 4, rejected: 0, warnings: 0 });
    expect(await rows('code, legal_entity_finess, arhgos_number, period::text, lapses_on::text, source_code')).toEqual([
      {
        code: `${site}-AMM-QA002.MO006.ME000.PTS11.DE023`,
        legal_entity_finess: entity,
        arhgos_number: 'ARA-1',
        period: '[2020-05-09,2032-05-09)',
        lapses_on: '2024-05-08',
        source_code: 'finess-plus-activities',
      },
    ]);
    expect(await capacities()).toEqual(['AUTHORISED 20', 'INSTALLED 18', 'INSTALLED 2']);
  });

  it('is of its legal entity, if no site exercises it', async () => {
    await load(activities('2026-08-18', holder(entity, [authorised('1', {}, { nature: 'EML' })], place(site))));
    expect(await rows()).toEqual([{ code: `${entity}-EML-7`, site_finess: null }]);
  });

  it('has the codes of its nature', async () => {
    const natures = ['AMF', 'ASMR'].map((nature, index) => exercised(String(index), '', {}, { nature }));
    await load(activities('2026-08-18', holder(entity, [], place(site, ...natures))));
    expect(await rows('nature, activity_code, modality_code, form_code, operating_mode_code, clientele_code')).toEqual([
      {
        nature: 'AMF',
        activity_code: '17',
        modality_code: '09',
        form_code: '01',
        operating_mode_code: null,
        clientele_code: null,
      },
      {
        nature: 'ASMR',
        activity_code: '358',
        modality_code: null,
        form_code: null,
        operating_mode_code: '16',
        clientele_code: '700',
      },
    ]);
  });

  it('is numbered where a site has several of the same, by their starts', async () => {
    const second = exercised('3', '', { dateDebutActiviteAutorisee: '2024-01-01' });
    await load(activities('2026-08-18', holder(entity, [], place(site, second, exercised('2', '')))));
    const found = await rows('code, lower(period)::text as start');
    expect(found.map(({ code, start }) => [code.slice(-2), start])).toEqual([
      ['23', '2020-05-09'],
      ['-2', '2024-01-01'],
    ]);
  });

  it.each([
    ['a start after the end', { dateDebutActiviteAutorisee: '2033-01-01' }, '(,2032-05-09)', /not before its end/],
    [
      'a day that is not one',
      { dateDebutActiviteAutorisee: '2020-02-30' },
      '(,2032-05-09)',
      /the start 2020-02-30 is not a valid date/,
    ],
    ['an end before the planned one', { dateFinEffectiveActivite: '2025-01-01' }, '[2020-05-09,2025-01-01)', null],
    ['a placeholder', { dateDebutActiviteAutorisee: '1904-04-04' }, '(,2032-05-09)', null],
  ])('is loaded with %s', async (_, facts, period, warning) => {
    const { summary } = await load(
      activities('2026-08-18', holder(entity, [], place(site, exercised('2', '', facts)))),
    );
    expect(await rows('period::text')).toEqual([{ period }]);
    expect(summary.files.get('activities.json')).toEqual({ read: 3, rejected: 0, warnings: warning ? 1 : 0 });
    if (warning) expect(await rejects()).toMatch(warning);
  });

  it('loses a capacity that makes no sense, and nothing else', async () => {
    const capacite = [
      capacity('08', '3'),
      capacity('09', 'x'),
      { ...capacity('08', '5'), statutCapacite: '07' },
      'none',
    ];
    await load(activities('2026-08-18', holder(entity, [], place(site, exercised('2', '', {}, { capacite })))));
    expect(await capacities()).toEqual(['INSTALLED 3']);
    expect(await rejects()).toMatch(/the number of a capacity x[^]*unknown status 07 of a capacity; expected 08 or 09/);
  });
});

describe('a record of activities is left out', () => {
  const good = exercised('9', '');
  it.each<[string, unknown, RegExp, number]>([
    [
      'of an unknown nature',
      { ...good, nature: { codeNature: 'ZZZ', caracteristiquesSpecifiques: {} } },
      /unknown nature ZZZ/,
      1,
    ],
    [
      'without a type',
      { ...good, nature: { codeNature: 'AMM', caracteristiquesSpecifiques: {} } },
      /the activity has no type/,
      1,
    ],
    [
      'without an activity',
      { ...good, nature: { codeNature: 'AMM', caracteristiquesSpecifiques: { typeActiviteAMM: {} } } },
      /the code of the activity is empty/,
      1,
    ],
    ['that is not an object', 'x', /the record: Invalid input: expected object/, 1],
  ])('%s, and the others are loaded', async (_, bad, reason, rejected) => {
    const { summary } = await load(activities('2026-08-18', holder(entity, [], place(site, bad, good))));
    expect(summary.files.get('activities.json')).toEqual({ read: 4, rejected, warnings: 0 });
    expect(await rows()).toHaveLength(1);
    expect(await rejects()).toMatch(reason);
  });

  it('with its legal entity or its site, whose number is wrong', async () => {
    const { summary } = await load(
      activities(
        '2026-08-18',
        holder('x', [authorised('1')]),
        holder(entity, [authorised('3'), authorised('5', {}, { nature: 'AMF' })], place('y', exercised('4', '3'))),
      ),
    );
    expect(summary.files.get('activities.json')).toMatchObject({ rejected: 2 });
    // What the second site exercises is not without a site.
    expect(await rows('code')).toEqual([{ code: `${entity}-AMF-17.09.01` }]);
    expect(await rejects()).toMatch(/the number x is not a FINESS number[^]*the number y is not a FINESS number/);
  });

  it('that is listed twice: the later one counts', async () => {
    const twice = [exercised('2', ''), exercised('2', '', { dateDebutActiviteAutorisee: '2021-01-01' })];
    await load(activities('2026-08-18', holder(entity, [], place(site, ...twice))));
    expect(await rows('lower(period)::text as start')).toEqual([{ start: '2021-01-01' }]);
    expect(await rejects()).toMatch(/duplicate activity 2; record 4 is used/);
  });
});
