import { afterAll, beforeAll, expect, it } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  // As long as no file brings codes of these systems, the hub does not know which there are.
  await hub.database.query(`
    insert into clinical.statistics_code (system, code, label) values ('sae-activity', 'IMAG', 'Imagerie') on conflict do nothing`);
});

afterAll(() => hub.close());

const search = (where: object) =>
  hub.execute('query ($where: CrossDomainWhere!) { findEstablishments(where: $where) { totalCount } }', { where });

const argumentsOf = ({ errors }: { errors: readonly any[] }) => errors.map(({ extensions }) => extensions);

const refused = (argument: string) => [{ code: 'BAD_USER_INPUT', argument }];

it.each<[string, object, string]>([
  ['a territory', { territory: { eq: '999' } }, 'where.territory.eq'],
  [
    'one of several territories',
    { territory: { in: ['57', 'nowhere'] }, interns: { gt: 99_999 } },
    'where.territory.in',
  ],
  [
    'a category, deep in the conditions',
    { OR: [{ NOT: { NOT: { category: { eq: '999' } } } }] },
    'where.OR.0.NOT.NOT.category.eq',
  ],
  ['a register', { identifier: { system: 'SIRETTE', value: '1' } }, 'where.identifier.system'],
  ['a grouping', { membership: { grouping: { eq: '99999' } } }, 'where.membership.grouping.eq'],
  [
    'a partner',
    {
      cooperation: { partner: { in: ['570005165', '999999999'] }, domain: ['RESEARCH', 'LAUNDRY'] },
      interns: { gt: 99_999 },
    },
    'where.cooperation.partner.in',
  ],
  ['a declared activity', { declared: { activity: ['IMAG', 'IMAGE'] } }, 'where.declared.activity'],
  ['an authorised activity', { authorisation: { activity: ['ZZ99'] } }, 'where.authorisation.activity'],
  ['a supplier', { laundry: { suppliedBy: { eq: 'nobody' } } }, 'where.laundry.suppliedBy.eq'],
  ['a provider', { dependsOn: { provider: { eq: '999999999' } } }, 'where.dependsOn.provider.eq'],
])('a search for %s that does not exist is told so, instead of finding nothing', async (_, where, argument) => {
  expect(argumentsOf(await search(where))).toEqual(refused(argument));
});

it.each([
  ['establishments', '{ establishments(where: { category: { eq: "999" } }) { totalCount } }', 'where.category.eq'],
  [
    'establishments of a grouping',
    '{ establishments(where: { memberOf: { grouping: { eq: "x" } } }) { nodes { finess } } }',
    'where.memberOf.grouping.eq',
  ],
  [
    'groups of establishments',
    '{ establishments(where: { category: { eq: "999" } }) { groupBy(field: SECTOR) { count } } }',
    'where.category.eq',
  ],
  [
    'figures',
    '{ aggregateEstablishments(where: { territory: { eq: "999" } }, measures: [MRIS], groupBy: [SECTOR]) { values { value } } }',
    'where.territory.eq',
  ],
  ['groupings', '{ groupings(where: { territory: ["57", "999"], kind: [FMIH] }) { totalCount } }', 'where.territory'],
  [
    'cooperation actions',
    '{ cooperationActions(where: { discipline: { eq: "9999" } }) { totalCount } }',
    'where.discipline.eq',
  ],
  ['care units', '{ careUnits(where: { discipline: { eq: "9999" } }) { totalCount } }', 'where.discipline.eq'],
  ['training posts', '{ trainingPosts(where: { specialty: { eq: "SM999" } }) { totalCount } }', 'where.specialty.eq'],
])('a list of %s tells an unknown code', async (_, query, argument) => {
  expect(argumentsOf(await hub.execute(query))).toEqual(refused(argument));
});

it('is no error while other conditions find something, nor for codes that exist, in small letters too', async () => {
  const some = await search({ OR: [{ territory: { eq: '999' } }, { territory: { eq: '57' } }] });
  expect([some.errors, some.data.findEstablishments.totalCount > 0]).toEqual([[], true]);
  const none = await search({
    territory: { eq: '2a' },
    identifier: { system: 'SIRET', value: '1' },
    declared: { activity: ['IMAG'] },
  });
  expect([none.errors, none.data.findEstablishments.totalCount]).toEqual([[], 0]);
});

it('is no error for a system of which the hub has no code yet', async () => {
  await hub.database.query('delete from clinical.statistics_code');
  expect((await search({ declared: { activity: ['LABO'] } })).errors).toEqual([]);
});

it('is no error for a code that an authorisation has, though no nomenclature does', async () => {
  await hub.database.query(`
    insert into clinical.authorisation (code, nature, legal_entity_finess, activity_code, is_active, period, listed_on, source_code)
    values ('zz', 'AMM', '570005165', 'ZZ98', true, '[2020-01-01,2021-01-01)', '2026-07-01', 'mon-chr-2026')`);
  const { data, errors } = await search({ authorisation: { activity: ['ZZ98'] } });
  expect([errors, data?.findEstablishments.totalCount]).toEqual([[], 0]);
});

it('takes one statement for each list of codes, only when nothing is found', async () => {
  const { statements } = await search({ territory: { eq: '2A' }, category: { in: ['355', '101'] } });
  expect(statements).toHaveLength(3);
  expect((await search({ territory: { eq: '57' } })).statements).toHaveLength(1);
});
