import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

const actions = `insert into cooperation_action (reference, agreement_reference, label, domain, mode, first_status, period, source_code)
  select v.reference, 'status-agreement', 'Statuts ' || v.reference, 'CARE', 'JOINT_TEAM', v.status, v.period, 'illustrative' from (values
    ('status-a', 'STUDIED', '[2015-01-01,2025-01-01)'::daterange), ('status-b', 'IMPLEMENTED', '[2016-03-01,)'),
    ('status-open', 'IN_DEVELOPMENT', '(,)'), ('status-planned', 'STUDIED', '[2999-01-01,)')) v (reference, status, period)`;
const statuses = `insert into cooperation_action_status (action_reference, since, status, source_code) values
  ('status-a', '2017-01-01', 'IMPLEMENTED', 'article-metz-legouest'), ('status-a', '2016-01-01', 'IN_DEVELOPMENT', 'illustrative'),
  ('status-b', '2012-05-01', 'STUDIED', 'illustrative'), ('status-open', '2019-01-01', 'SUSPENDED', 'illustrative')`;

beforeAll(async () => {
  database = await cloneDatabase();
  await database.query(`insert into agreement (reference, kind, title, status, source_code)
    values ('status-agreement', 'COOPERATION', 'Statuts', 'IN_FORCE', 'illustrative')`);
  await database.query(actions);
  await database.query(statuses);
  service = await testSubgraph(establishments, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const mine = 'where: { label: { startsWith: "statuts status" } }';

/** A field of each action. */
async function each(field: string): Promise<Record<string, any>> {
  const { data, errors } = await service.execute(
    `{ cooperationActions(${mine}) { nodes { reference it: ${field} } } }`,
  );
  expect(errors).toEqual([]);
  return Object.fromEntries(data.cooperationActions.nodes.map((node: any) => [node.reference.slice(7), node.it]));
}

async function found(where: object): Promise<string> {
  const { data, errors } = await service.execute(
    `query ($both: [CooperationActionWhere!]) { cooperationActions(where: { AND: $both }) { nodes { reference } } }`,
    { both: [where, { label: { startsWith: 'statuts status' } }] },
  );
  expect(errors).toEqual([]);
  return data.cooperationActions.nodes.map((node: any) => node.reference.slice(7)).join();
}

describe('the statuses of an action', () => {
  it('come oldest first, each with its day and source, in a number of statements that does not grow', async () => {
    const { data, errors, statements } = await service.execute(
      `{ cooperationActions(${mine}) { nodes { reference status statuses { status since source { code } } before: statusOn(asOf: "2016-12-31") statusOn } } }`,
    );
    expect(errors).toEqual([]);
    const illustrative = { code: 'illustrative' };
    expect(data.cooperationActions.nodes).toEqual([
      {
        reference: 'status-a',
        status: 'IMPLEMENTED',
        statuses: [
          { status: 'STUDIED', since: '2015-01-01', source: illustrative },
          { status: 'IN_DEVELOPMENT', since: '2016-01-01', source: illustrative },
          { status: 'IMPLEMENTED', since: '2017-01-01', source: { code: 'article-metz-legouest' } },
        ],
        before: 'IN_DEVELOPMENT',
        statusOn: 'IMPLEMENTED',
      },
      {
        reference: 'status-b',
        status: 'IMPLEMENTED',
        statuses: [
          { status: 'STUDIED', since: '2012-05-01', source: illustrative },
          { status: 'IMPLEMENTED', since: '2016-03-01', source: illustrative },
        ],
        before: 'IMPLEMENTED',
        statusOn: 'IMPLEMENTED',
      },
      {
        reference: 'status-open',
        status: 'SUSPENDED',
        statuses: [
          { status: 'IN_DEVELOPMENT', since: null, source: illustrative },
          { status: 'SUSPENDED', since: '2019-01-01', source: illustrative },
        ],
        before: null,
        statusOn: 'SUSPENDED',
      },
      {
        reference: 'status-planned',
        status: 'STUDIED',
        statuses: [{ status: 'STUDIED', since: null, source: illustrative }],
        before: null,
        statusOn: 'STUDIED',
      },
    ]);
    // The page, the statuses of all its actions, their sources.
    expect(statements).toHaveLength(3);
  });

  it.each([
    ['2012-04-30', { a: null, b: null, open: null, planned: null }],
    ['2014-12-31', { a: null, b: 'STUDIED', open: null, planned: null }],
    ['2015-01-01', { a: 'STUDIED', b: 'STUDIED', open: null, planned: null }],
    ['2016-03-01', { a: 'IN_DEVELOPMENT', b: 'IMPLEMENTED', open: null, planned: null }],
    ['2019-01-01', { a: 'IMPLEMENTED', b: 'IMPLEMENTED', open: 'SUSPENDED', planned: null }],
    ['2999-01-01', { a: 'IMPLEMENTED', b: 'IMPLEMENTED', open: 'SUSPENDED', planned: 'STUDIED' }],
  ])('on %s', async (day, expected) => {
    expect(await each(`statusOn(asOf: "${day}")`)).toEqual(expected);
    // The condition says the same of those that are in force.
    for (const status of ['STUDIED', 'IN_DEVELOPMENT', 'IMPLEMENTED', 'SUSPENDED']) {
      const inForce = (await found({ asOf: day })).split(',');
      const having = Object.entries(expected).filter(([name, one]) => one === status && inForce.includes(name));
      expect(await found({ asOf: day, status: [status] })).toBe(having.map(([name]) => name).join());
    }
  });

  it.each([
    [{ status: ['STUDIED'] }, 'planned'],
    [{ status: ['IMPLEMENTED'] }, 'a,b'],
    [{ asOf: '2016-03-01', status: ['IN_DEVELOPMENT', 'IMPLEMENTED'] }, 'a,b'],
    [{ asOf: '2016-03-01', NOT: { status: ['IMPLEMENTED'] } }, 'a,open'],
    [{ asOf: '2016-03-01', OR: [{ status: ['IN_DEVELOPMENT'] }, { label: { eq: 'Statuts status-open' } }] }, 'a,open'],
    [{ asOf: '2018-01-01', AND: [{ asOf: '2016-03-01', status: ['IN_DEVELOPMENT'] }] }, 'a'],
    [{ AND: [{ asOf: '2016-03-01' }, { status: ['IMPLEMENTED'] }] }, 'a,b'],
  ])('are conditions: %j', async (where, expected) => {
    expect(await found(where)).toBe(expected);
  });

  it('are counted by the last one', async () => {
    const { data } = await service.execute(
      `{ cooperationActions(${mine}) { groupBy(field: STATUS) { key { code } count } } }`,
    );
    const counted = data.cooperationActions.groupBy.map(({ key, count }: any) => `${key.code} ${count}`);
    expect(counted).toEqual(['IMPLEMENTED 2', 'STUDIED 1', 'SUSPENDED 1']);
  });
});
