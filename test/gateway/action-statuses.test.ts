import { afterAll, beforeAll, expect, it } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

const action = 'accord-cadre-metz-2014-cardiologie';

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const known = 'where: { label: { contains: "cardiologue" } }';

it('the actions of the reference dataset have the status that the article states, from February 2014', async () => {
  const { data, errors } = await hub.execute(`{ cooperationActions(first: 100) { nodes { status
    statuses { status since source { code } } on: statusOn(asOf: "2014-02-01") before: statusOn(asOf: "2014-01-31") today: statusOn } } }`);
  expect(errors).toEqual([]);
  const { nodes } = data.cooperationActions;
  const of = (status: string) => nodes.filter((node: any) => node.status === status).length;
  expect([nodes.length, of('IMPLEMENTED'), of('IN_DEVELOPMENT'), of('STUDIED')]).toEqual([21, 7, 11, 3]);
  for (const { status, ...others } of nodes)
    expect(others).toEqual({
      statuses: [{ status, since: '2014-02-01', source: { code: 'article-metz-legouest' } }],
      on: status,
      before: null,
      today: status,
    });
});

it('what changed since is told and found by the day, on both engines', async () => {
  await hub.database.query(
    `insert into cooperation_action_status values ('${action}', '2016-05-01', 'IMPLEMENTED', 'illustrative')`,
  );
  const { data, errors } = await hub.execute(
    `query ($day: Date) { cooperationActions(${known}) { nodes { id status statuses { status since source { code } } statusOn(asOf: $day) } }
      that: cooperationActions(where: { asOf: $day, status: [IMPLEMENTED] }) { totalCount } now: cooperationActions(where: { status: [IMPLEMENTED] }) { totalCount }
      before: cooperationActions(where: { asOf: "2014-01-31", status: [IMPLEMENTED] }) { totalCount } }`,
    { day: '2016-04-30' },
  );
  expect(errors).toEqual([]);
  const [{ id, ...node }] = data.cooperationActions.nodes;
  expect(node).toEqual({
    status: 'IMPLEMENTED',
    statuses: [
      { status: 'IN_DEVELOPMENT', since: '2014-02-01', source: { code: 'article-metz-legouest' } },
      { status: 'IMPLEMENTED', since: '2016-05-01', source: { code: 'illustrative' } },
    ],
    statusOn: 'IN_DEVELOPMENT',
  });
  expect([data.that.totalCount, data.now.totalCount, data.before.totalCount]).toEqual([7, 8, 0]);
  // By its global id as well.
  const { data: found } = await hub.execute(
    'query ($id: ID!) { node(id: $id) { ... on CooperationAction { statusOn(asOf: "2016-05-01") } } }',
    { id },
  );
  expect(found.node).toEqual({ statusOn: 'IMPLEMENTED' });
});
