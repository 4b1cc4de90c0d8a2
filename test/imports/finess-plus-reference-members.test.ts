import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { referenceMemberSources } from '../../imports/register/reference-members.ts';
import { everything, importTest } from './fixtures.ts';
import { file, group, member, person } from './finess-plus-fixtures.ts';

const test = importTest();

// The members of Lorraine Nord in the reference dataset; 570000596 is an associate.
const numbers = ['570005165', '540000767', '570000430', '570011387', '570000513', '570000133'];
const pmej = ['570000596', ...numbers].map((number, index) => person(String(index + 10), number));
const [, support, ...parties] = pmej.map(({ informationsGeneralesPMEJ }) => informationsGeneralesPMEJ.pmSmsseId);

const load = (day: string, members: object[], rest = {}, options = {}) =>
  test.load(
    file(day, { pmej, gcc: [group(members, { gccIdentifiantExterne: '44108', nomGcc: 'Lorraine Nord', ...rest })] }),
    options,
    finessPlus,
  );

const members = () =>
  test.database.query(
    `select establishment_finess as finess, role, period::text, source_code as source from membership where grouping_code = '44108' order by 1, 3`,
  );

const associate = {
  finess: '570000596',
  role: 'ASSOCIATE',
  period: '(,)',
  source: 'chr-metz-thionville-projets',
};
const stated = (finess: string, role = 'PARTY', period = '(,)') => ({ finess, role, period, source: 'finess-plus' });
const left = { finess: '570000133', role: 'MEMBER', period: '(,2026-07-07)', source: 'chr-metz-thionville-projets' };
const july = [member(support!, 'S'), ...parties.slice(0, -1).map((one) => member(one, 'M'))];

it('a member of the reference dataset has the role that FINESS+ states, and leaves when it is not listed', async () => {
  await test.database.query(
    `insert into membership (grouping_code, establishment_finess, role, source_code) values ('44108', '540023264', 'MEMBER', 'illustrative')`,
  );
  const { summary } = await load('2026-07-07', july);
  expect(summary.targets.get('memberships')).toEqual({ new: 0, changed: 5, same: 0, gone: 1 });
  expect(await members()).toEqual([
    stated('540000767'),
    // Of another source: a partner's rows are its own.
    { finess: '540023264', role: 'MEMBER', period: '(,)', source: 'illustrative' },
    left,
    stated('570000430'),
    stated('570000513'),
    associate,
    stated('570005165', 'SUPPORT'),
    stated('570011387'),
  ]);
});

it('the second load changes nothing', async () => {
  const before = await everything(test.database);
  const { summary } = await load('2026-07-07', july);
  expect(summary.targets.get('memberships')).toEqual({ new: 0, changed: 0, same: 5, gone: 0 });
  expect(await everything(test.database)).toEqual(before);
});

it('a member that stands beside one with a role gives way, and one in another role ends', async () => {
  await test.database.query(
    `insert into membership (grouping_code, establishment_finess, role, source_code) values
       ('44108', '570000430', 'MEMBER', 'ght-grand-est-2018'), ('44108', '570000513', 'SUPPORT', 'article-chu-ght')`,
  );
  const { summary } = await load('2026-07-07', july);
  expect(summary.targets.get('memberships')).toEqual({ new: 0, changed: 0, same: 5, gone: 2 });
  expect((await members()).filter(({ finess }) => finess === '570000430' || finess === '570000513')).toEqual([
    stated('570000430'),
    stated('570000513'),
    { finess: '570000513', role: 'SUPPORT', period: '(,2026-07-07)', source: 'article-chu-ght' },
  ]);
});

it('a member that changes its role is in one at a time', async () => {
  const [first, ...others] = parties.slice(0, -1).map((one) => member(one, 'M'));
  await load('2026-08-07', [member(support!, 'M'), { ...first, typeRoleEntiteGroupe: 'S' }, ...others]);
  expect((await members()).filter(({ finess }) => finess === '570005165')).toEqual([
    stated('570005165', 'SUPPORT', '(,2026-08-07)'),
    stated('570005165', 'PARTY', '[2026-08-07,)'),
  ]);
});

it('a group that FINESS+ closes has no members left, but those of partners and associates', async () => {
  await test.database.query(
    `insert into membership (grouping_code, establishment_finess, role, source_code) values ('44108', '570000133', 'SUPPORT', 'article-chu-ght')`,
  );
  await load('2026-09-07', [], { etatObjet: 'I' });
  expect((await members()).filter(({ period }) => String(period).endsWith(',)'))).toEqual([
    { finess: '540023264', role: 'MEMBER', period: '(,)', source: 'illustrative' },
    associate,
  ]);
});

it('a source of the reference dataset of a later day is kept', async () => {
  await test.database.query(`update source set extracted_on = '2027-01-01' where code = 'ght-grand-est-2018'`);
  await test.load(
    file('2026-10-07', { pmej, gcc: [group([], { gccIdentifiantExterne: '44102', nomGcc: 'Centre Alsace' })] }),
    {},
    finessPlus,
  );
  expect(
    await test.database.query(
      `select count(*)::int from membership where grouping_code = '44102' and role = 'MEMBER' and upper_inf(period)`,
    ),
  ).toEqual([{ count: 10 }]);
});

it('the sources are those of the reference dataset', () => {
  const rows = parse(
    readFileSync(new URL('../../imports/reference/data/memberships.yaml', import.meta.url), 'utf8'),
  ) as Record<'grouping' | 'role' | 'source', string>[];
  const states = rows.filter(({ grouping, role }) => /^44\d{3}$/.test(grouping) && role !== 'ASSOCIATE');
  expect([...new Set(states.map(({ source }) => source))].toSorted()).toEqual(referenceMemberSources);
});
