import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { partner } from '../support/tokens.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`
    update establishment set changed_at = '2020-01-01'; update clinical.care_unit set changed_at = '2020-01-01'`);
});

afterAll(() => hub.close());

const engines: Engine[] = ['local', 'remote'];
const institution = { finess: partner.institution, name: 'CHR METZ-THIONVILLE' };
const fields = 'name version changedAt owner { finess name }';

describe('what an institution has written', () => {
  it.each(engines)('is found since then with its version and its owner, by the %s engine', async (engine) => {
    const before = new Date().toISOString();
    const row = {
      code: `chr-${engine}`,
      name: 'Unité',
      kind: 'WARD',
      discipline: '037',
      site: partner.institution,
      source: 'article-metz-legouest',
    };
    const { errors } = await hub.executeOn(
      engine,
      'mutation ($rows: [CareUnitInput!]!) { putCareUnits(rows: $rows) { added } }',
      { rows: [row] },
    );
    expect(errors).toEqual([]);
    const query = `query ($since: DateTime) { careUnits(where: { changedSince: $since }) { nodes { ${fields} } } }`;
    const byVariable = await hub.execute(query, { since: before });
    expect(byVariable.data.careUnits.nodes).toEqual([
      { name: 'Unité', version: '1', changedAt: expect.stringMatching(/Z$/), owner: institution },
    ]);
    // The unit, and the name of its owner in the other service.
    expect([byVariable.errors, byVariable.statements.length]).toEqual([[], 2]);
    const byLiteral = await hub.execute(query.replace('$since }', `"${before}" }`).replace('($since: DateTime)', ''));
    expect(byLiteral.data).toEqual(byVariable.data);
    const whole = await hub.execute(
      `query ($where: CareUnitWhere) { careUnits(where: $where) { nodes { ${fields} } } }`,
      { where: { NOT: { OR: [{ changedSince: '2999-01-01T00:00:00+02:00' }, { NOT: { changedSince: before } }] } } },
    );
    expect(whole.data).toEqual(byVariable.data);
  });

  it('is refused when it has changed since the version that a query told', async () => {
    const { data } = await hub.execute(
      '{ careUnits(where: { site: { eq: "570005165" } }) { nodes { version owner { finess } } } }',
    );
    const { version } = data.careUnits.nodes.find(({ owner }: any) => owner !== null);
    const put = (beds: number) =>
      hub.executeOn(
        'local',
        'mutation ($rows: [CareUnitInput!]!) { put: putCareUnits(rows: $rows) { changed refused { code } } }',
        {
          rows: [{ code: 'chr-local', beds, version }],
        },
      );
    expect((await put(3)).data.put).toEqual({ changed: 1, refused: [] });
    expect((await put(4)).data.put).toEqual({ changed: 0, refused: [{ code: 'CONFLICT' }] });
  });
});

it('a moment that is none is refused at its place', async () => {
  const { data, errors } = await hub.execute(
    'query ($where: CareUnitWhere) { careUnits(where: $where) { nodes { name } } }',
    {
      where: { OR: [{ changedSince: 'last week' }] },
    },
  );
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('OR[0].changedSince') },
  ]);
});

it('a membership is found by its id', async () => {
  const list = await hub.execute(
    '{ grouping(code: "44108") { members(first: 1) { nodes { id role version changedAt owner { finess } } } } }',
  );
  const [member] = list.data.grouping.members.nodes;
  const [found] = await hub.database.query<{ id: string }>(
    `select min(id)::text as id from membership where grouping_code = '44108'`,
  );
  expect(member).toMatchObject({ id: encodeNodeId('Membership', found!.id), version: '1', owner: null });
  const { data, errors, statements } = await hub.execute(
    'query ($id: ID!) { node(id: $id) { id ... on Membership { role version changedAt owner { finess } } } }',
    { id: member.id },
  );
  expect([data, errors, statements.length]).toEqual([{ node: member }, [], 1]);
});

it('the cross-domain search finds the establishments that changed, too', async () => {
  await hub.database.query(`update establishment set phone = '0387000000' where finess = '570005165'`);
  const query = `query ($where: CrossDomainWhere!) { findEstablishments(where: $where) { totalCount nodes { establishment { finess changedAt } } } }`;
  const { data, errors } = await hub.execute(query, { where: { changedSince: '2021-01-01T00:00:00Z' } });
  expect(errors).toEqual([]);
  expect(data.findEstablishments).toMatchObject({ totalCount: 1, nodes: [{ establishment: { finess: '570005165' } }] });
  const others = await hub.execute(query, { where: { NOT: { changedSince: '2021-01-01T00:00:00Z' } } });
  expect(others.data.findEstablishments.totalCount).toBeGreaterThan(20);
});
