import { describe, expect, it } from 'vitest';
import { everything, extract, importTest, legalEntity, site, sites } from './fixtures.ts';

const days = async (test: ReturnType<typeof importTest>, finess: string) =>
  (
    await test.database.query(
      `select closed_on::text as closed, listed_on::text as listed from establishment where finess = $1`,
      [finess],
    )
  )[0];

const [one, two, three] = ['010990109', '010990117', '010990125'].map((nofinesset) => site({ nofinesset }));
const renamed = site({ nofinesset: '010990109', rs: 'HOPITAL RENOMME' });

describe('extracts that follow one another', () => {
  const test = importTest();

  it('count new, changed, unchanged and removed rows, and close what is no longer listed', async () => {
    expect(await test.counts({ 'a.csv': extract('2021-01-08', one!, two!) }, 'establishments')).toEqual({
      new: 2,
      changed: 0,
      same: 0,
      gone: 0,
    });
    expect(await test.counts({ 'a.csv': extract('2022-01-08', renamed, three!) }, 'establishments')).toEqual({
      new: 1,
      changed: 1,
      same: 0,
      gone: 1,
    });
    expect(await days(test, '010990117')).toEqual({ closed: '2022-01-08', listed: '2021-01-08' });
    expect(await days(test, '010990109')).toEqual({ closed: null, listed: '2022-01-08' });
  });

  it('never close what no extract has listed', async () => {
    const [row] = await test.database.query(
      `select count(*)::int from establishment where listed_on is null and closed_on is not null`,
    );
    expect(row).toEqual({ count: 0 });
    expect(await days(test, '570000596')).toEqual({ closed: null, listed: null });
  });

  it('refuse an older one, and load it with --force, without closing what a later one lists', async () => {
    const older = { 'b.csv': extract('2021-06-08', two!) };
    await expect(test.load(older)).rejects.toThrow(
      /b\.csv, line 1: the extract of 2021-06-08 is older than the loaded one of 2022-01-08 \(--force/,
    );
    expect(await test.counts(older, 'establishments', { force: true })).toMatchObject({ gone: 0 });
    expect(await days(test, '010990125')).toEqual({ closed: null, listed: '2022-01-08' });
    // It was open on that date; the later closing date is still valid.
    expect(await days(test, '010990117')).toEqual({ closed: '2022-01-08', listed: '2021-06-08' });
    expect(await test.database.query(`select extracted_on::text from register_extract where scope = 'SITES'`)).toEqual([
      { extracted_on: '2022-01-08' },
    ]);
  });

  it('reopen what is listed again', async () => {
    expect(await test.counts({ 'a.csv': extract('2022-01-09', renamed, two!, three!) }, 'establishments')).toEqual({
      new: 0,
      changed: 1,
      same: 2,
      gone: 0,
    });
    expect(await days(test, '010990117')).toEqual({ closed: null, listed: '2022-01-09' });
  });

  it('keep a site open whose line is rejected', async () => {
    const run = await test.load({
      'a.csv': extract('2022-01-10', renamed, site({ nofinesset: '010990117', rs: '' }), three!),
    });
    expect(run.summary.files.get('a.csv')).toEqual({ read: 3, rejected: 1, warnings: 0 });
    expect(await days(test, '010990117')).toEqual({ closed: null, listed: '2022-01-10' });
  });

  it('load legal entities before sites, and close each scope separately', async () => {
    const { summary } = await test.load({
      'sites.csv': extract('2022-02-01', renamed, two!, three!),
      'entities.csv': extract('2022-02-01', legalEntity()),
    });
    expect([...summary.files.keys()]).toEqual(['entities.csv', 'sites.csv']);
    expect(summary.targets.get('establishments')).toEqual({ new: 0, changed: 1, same: 3, gone: 0 });
    await test.load({ 'entities.csv': extract('2022-03-01', legalEntity({ nofiness: '010990026' })) });
    expect(await days(test, '010990018')).toEqual({ closed: '2022-03-01', listed: '2022-02-01' });
    expect(await days(test, '010990109')).toMatchObject({ closed: null });
  });

  it('combine several files of one date', async () => {
    const counts = await test.counts(
      { 'a.csv': extract('2022-04-01', renamed), 'b.csv': extract('2022-04-01', two!, three!) },
      'establishments',
    );
    expect(counts).toEqual({ new: 0, changed: 0, same: 3, gone: 0 });
  });
});

describe('the closing of rows', () => {
  const test = importTest();
  const all = sites(250);

  it('may be of many rows, if they are less than half', async () => {
    await test.load({ 'a.csv': extract('2021-01-08', ...all) });
    const counts = await test.counts({ 'a.csv': extract('2022-01-08', ...all.slice(0, 140)) }, 'establishments');
    expect(counts).toMatchObject({ gone: 110 });
  });

  it('follows the latest extract of a command, in any order', async () => {
    await test.load({
      'later.csv': extract('2022-06-01', ...all.slice(0, 139)),
      'earlier.csv': extract('2022-05-01', ...all.slice(0, 140)),
    });
    expect(await days(test, '010910139')).toEqual({ closed: '2022-06-01', listed: '2022-05-01' });
    expect(await test.database.query(`select extracted_on::text from register_extract`)).toEqual([
      { extracted_on: '2022-06-01' },
    ]);
  });

  it('counts as a change of the source', async () => {
    await test.database.query(`update source set imported_at = '2020-01-01' where code = 'finess'`);
    const counts = await test.counts({ 'a.csv': extract('2022-07-01', ...all.slice(0, 138)) }, 'establishments');
    expect(counts).toEqual({ new: 0, changed: 0, same: 138, gone: 1 });
    expect(
      await test.database.query(
        `select imported_at::date = current_date as is_today from source where code = 'finess'`,
      ),
    ).toEqual([{ is_today: true }]);
  });

  it('is not undone by an older extract with --force, whose facts are loaded', async () => {
    const older = extract('2022-06-15', site({ nofinesset: '010910000', siret: '', rs: 'OLDER NAME' }));
    await test.load({ 'a.csv': older }, { force: true });
    expect(await days(test, '010910000')).toEqual({ closed: null, listed: '2022-07-01' });
    expect(await test.database.query(`select name from establishment where finess = '010910000'`)).toEqual([
      { name: 'OLDER NAME' },
    ]);
  });
});

describe('a part of the register', () => {
  const test = importTest();
  const whole = { 'whole.csv': extract('2021-01-08', ...sites(201)) };
  const part = (day: string) => ({ 'part.csv': extract(day, ...sites(99), renamed) });

  it('is refused if it would close more than half, with the option to load it', async () => {
    await test.load(whole);
    const before = await everything(test.database);
    await expect(test.load(part('2022-01-08'))).rejects.toThrow(
      /part\.csv no longer lists 102 of the 201 open sites, and would close them\..* --partial .*Nothing was changed\.$/,
    );
    expect(await everything(test.database)).toEqual(before);
  });

  it('is loaded with --partial, closes nothing and does not block other extracts', async () => {
    expect(await test.counts(part('2022-01-08'), 'establishments', { partial: true })).toEqual({
      new: 1,
      changed: 0,
      same: 99,
      gone: 0,
    });
    expect(await test.database.query(`select extracted_on::text from register_extract`)).toEqual([
      { extracted_on: '2021-01-08' },
    ]);
  });

  it('is not undone by an older extract of the whole', async () => {
    const { summary } = await test.load({
      'whole.csv': extract('2021-06-08', ...sites(201), site({ nofinesset: '010990109', rs: 'OLD NAME' })),
    });
    expect(summary.files.get('whole.csv')!.warnings).toBe(100);
    expect(summary.targets.get('establishments')).toEqual({ new: 0, changed: 0, same: 102, gone: 0 });
    expect(await test.database.query(`select name from establishment where finess = '010990109'`)).toEqual([
      { name: 'HOPITAL RENOMME' },
    ]);
  });

  it('may close up to half', async () => {
    expect(await test.counts({ 'whole.csv': extract('2023-01-08', ...sites(150)) }, 'establishments')).toMatchObject({
      gone: 52,
    });
  });
});
