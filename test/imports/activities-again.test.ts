import { beforeEach, describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { activities, authorised, capacity, exercised, holder, place } from './activities-fixtures.ts';
import { file } from './finess-plus-fixtures.ts';
import { everything, importTest } from './fixtures.ts';

const test = importTest();
const [entity, site] = ['010990018', '010990109'];

beforeEach(() =>
  test.database.query(
    `delete from clinical.authorisation; delete from register_extract where scope = 'AUTHORISATIONS'`,
  ),
);

const load = (files: Record<string, string>, options = {}) => test.load(files, options, finessPlus);
const counts = (files: Record<string, string>, options = {}) =>
  test.counts(files, 'authorisations', options, finessPlus);
/** A file of one day with one site that exercises these. */
const of = (day: string, ...parts: object[]) => activities(day, holder(entity, [], place(site, ...parts)));
const rows = () =>
  test.database.query(
    'select nature, is_active as active, period::text, listed_on::text as listed from clinical.authorisation order by code',
  );
const equipment = (facts = {}) => exercised('7', '', facts, { nature: 'EML' });
const gone = { etatObjet: 'I', dateFinActiviteAutorisee: null };

describe('a later file of activities', () => {
  it('ends what it no longer lists on its day, and keeps that end', async () => {
    await load(of('2026-08-18', exercised('2', ''), equipment()));
    expect(await counts(of('2026-09-18', exercised('4', '')))).toEqual({ new: 0, changed: 0, same: 1, gone: 1 });
    const ended = { nature: 'EML', active: false, period: '[2020-05-09,2026-09-18)', listed: '2026-08-18' };
    const kept = { nature: 'AMM', active: true, period: '[2020-05-09,2032-05-09)', listed: '2026-09-18' };
    expect(await rows()).toEqual([kept, ended]);
    await load(of('2026-10-18', exercised('4', ''), equipment(gone)));
    expect(await rows()).toMatchObject([{}, { active: false, period: '[2020-05-09,2026-09-18)' }]);
  });

  it('ends what it lists as inactive, on its day if it states none', async () => {
    await load(of('2026-08-18', exercised('2', ''), equipment({ dateFinActiviteAutorisee: null })));
    const known = { etatObjet: 'I', dateFinEffectiveActivite: '2026-09-01' };
    await load(of('2026-09-18', exercised('2', '', known), equipment(gone)));
    expect(await rows()).toMatchObject([
      { active: false, period: '[2020-05-09,2026-09-01)' },
      { active: false, period: '[2020-05-09,2026-09-18)' },
    ]);
  });

  it('finds one among equals by its ARHGOS number', async () => {
    const numbered = (...numbers: string[]) =>
      numbers.map((numAutorisationArhgos, index) => exercised(String(index), '', { numAutorisationArhgos }));
    const codes = async () =>
      (
        await test.database.query(
          `select substring(code from '-[0-9]$') as place, arhgos_number as number, is_active as active from clinical.authorisation order by code`,
        )
      ).map((row) => Object.values(row));
    await load(of('2026-08-18', ...numbered('84-1', '84-2', '84-2')));
    const three = [
      [null, '84-1'],
      ['-2', '84-2'],
      ['-3', '84-2'],
    ];
    expect(await codes()).toEqual(three.map((row) => [...row, true]));
    await load(of('2026-09-18', ...numbered('84-2', '84-2')));
    expect(await codes()).toEqual(three.map((row, index) => [...row, index > 0]));
    for (let again = 0; again < 2; again += 1) await load(of('2026-10-18', ...numbered('84-3', '84-2')));
    expect(await codes()).toEqual([
      [null, '84-1', false],
      ['-2', '84-2', true],
      ['-3', '84-2', false],
      ['-4', '84-3', true],
    ]);
  });

  it('does not know when what it lists first as inactive ended', async () => {
    const planned = { etatObjet: 'I', dateFinActiviteAutorisee: '2032-05-09' };
    await load(of('2026-08-18', exercised('2', '', planned), equipment(gone)));
    expect(await rows()).toMatchObject([{ period: '[2020-05-09,)' }, { period: '[2020-05-09,)' }]);
  });

  it('replaces the capacities of what it lists', async () => {
    const having = (...capacite: object[]) => exercised('2', '', {}, { capacite });
    await load(of('2026-08-18', having(capacity('09', '20'), capacity('08', '18'), capacity('08', '0'))));
    const { summary } = await load(of('2026-09-18', having(capacity('09', '20'), capacity('08', '19'))));
    expect(summary.targets.get('capacities')).toEqual({ new: 0, changed: 1, same: 1, gone: 1 });
  });

  it('is refused if it lists so little that it is a part', async () => {
    const many = Array.from({ length: 220 }, (_, index) => place(`0109${20_000 + index}`, exercised(`${index}`, '')));
    await load(activities('2026-08-18', holder(entity, [], ...many)));
    const part = activities('2026-09-18', holder(entity, [], ...many.slice(0, 20)));
    await expect(load(part)).rejects.toThrow(/no longer lists 200 of the 220 open authorisations/);
    await load(part, { partial: true });
    expect(await counts(part, { partial: true })).toEqual({ new: 0, changed: 0, same: 20, gone: 0 });
  });
});

describe('an older file of activities', () => {
  it('is refused, and overwrites nothing in part', async () => {
    await load(of('2026-08-18', exercised('2', '')));
    await expect(load(of('2026-07-18', exercised('2', '')))).rejects.toThrow(
      /record 1: the extract of 2026-07-18 is older than the loaded one of 2026-08-18/,
    );
    await load(of('2026-10-18', exercised('2', '')), { partial: true });
    const { summary } = await load(of('2026-09-18', exercised('2', '', gone)));
    expect(summary.files.get('activities.json')).toMatchObject({ rejected: 0, warnings: 1 });
    expect(await rows()).toMatchObject([{ active: true, listed: '2026-10-18' }]);
  });
});

describe('the files of FINESS+', () => {
  it('are recognised by what they have, in one command', async () => {
    const { summary } = await load({ ...of('2026-08-18', authorised('1')), ...file('2026-08-18', {}) });
    expect([...summary.files.keys()]).toEqual(['plus.json', 'activities.json']);
    const [found] = await test.database.query(
      'select e.name from clinical.authorisation a join establishment e on e.finess = a.site_finess',
    );
    expect(found).toEqual({ name: 'CLINIQUE DES DOMBES' });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'without a date',
      { 'activities.json': '{"pmej":[{"numFiness":"x"}]}' },
      /activities\.json is not a file of FINESS\+/,
    ],
    [
      'that lost zeros',
      activities('2026-11-18', holder(10_990_018, []), holder('10990026', [])),
      /record 2: the number 10990026 has 8 digits: it lost its leading zero, as on record 1/,
    ],
    [
      'of mixed records',
      activities('2026-11-18', holder(entity, []), { numFinessPm: '1' }, { numFinessPm: '2' }),
      /record 2: the record is not a legal entity with its activities .*; 2 of the 3 records have the wrong layout/,
    ],
    [
      'that ends too early',
      { 'activities.json': of('2026-11-18', exercised('2', ''))['activities.json'].slice(0, -30) },
      /activities\.json is not valid JSON, or is truncated: it ends too early/,
    ],
  ])('are refused %s', async (_, files, message) => {
    const before = await everything(test.database);
    await expect(load(files)).rejects.toThrow(message);
    expect(await everything(test.database)).toEqual(before);
  });
});
