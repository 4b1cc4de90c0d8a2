import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../platform/contract/caller.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { bearer } from '../support/tokens.ts';

const chr = bearer('570005165', 'partner');
const hia = bearer('570000596', 'partner');
const operator = bearer('570005165', 'partner', 'operator');

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

afterEach(async () => {
  await hub.database.query('truncate establishments.anomaly');
  await hub.database.query('delete from clinical.care_unit where owner_finess is not null');
});

const fields =
  'id type key field proposed reason status at by { institution { finess } } decidedBy { institution { finess } } decidedAt decision object { id __typename }';
const unit = encodeNodeId('CareUnit', 'chr-geriatrie');

const putUnit = () =>
  hub.executeOn(
    'local',
    `mutation { putCareUnits(rows: [{ code: "chr-geriatrie", name: "Gériatrie", kind: WARD, discipline: "037", site: "570005165", beds: 12, source: "article-metz-legouest" }]) { added refused { message } } }`,
    {},
    chr,
  );
const report = (input: object, caller: Caller = hia) =>
  hub.executeOn(
    'local',
    `mutation ($input: AnomalyInput!) { reportAnomaly(input: $input) { ${fields} } }`,
    { input },
    caller,
  );
const decide = (id: string, decision: string, caller: Caller = chr) =>
  hub.executeOn(
    'remote',
    `mutation ($id: ID!, $decision: AnomalyDecision!) { decideAnomaly(id: $id, decision: $decision, reason: "Checked.") { ${fields} } }`,
    { id, decision },
    caller,
  );
const beds = async () =>
  (await hub.database.query("select beds from clinical.care_unit where code = 'chr-geriatrie'"))[0];

describe("a proposal for another's row", () => {
  const proposal = { id: unit, field: 'beds', proposed: '14', reason: 'Two beds were added in March.' };

  it('stands beside it, and is written when its owner accepts', async () => {
    expect((await putUnit()).data.putCareUnits).toEqual({ added: 1, refused: [] });
    const { data, errors } = await report(proposal);
    expect(errors).toEqual([]);
    expect(data.reportAnomaly).toMatchObject({
      type: 'CareUnit',
      key: 'code=chr-geriatrie',
      field: 'beds',
      proposed: '14',
      status: 'OPEN',
      by: { institution: { finess: '570000596' } },
      decidedBy: null,
      object: { id: unit, __typename: 'CareUnit' },
    });
    expect(await beds()).toEqual({ beds: 12 });
    const decided = await decide(data.reportAnomaly.id, 'ACCEPT');
    expect(decided.errors).toEqual([]);
    expect(decided.data.decideAnomaly).toMatchObject({
      status: 'ACCEPTED',
      decision: 'Checked.',
      decidedBy: { institution: { finess: '570005165' } },
    });
    expect(await beds()).toEqual({ beds: 14 });
    expect((await decide(data.reportAnomaly.id, 'REJECT')).errors).toMatchObject([
      { extensions: { code: 'CONFLICT' } },
    ]);
  });

  it('changes nothing when it is rejected, and only its owner or an operator decides', async () => {
    await putUnit();
    const { id } = (await report(proposal)).data.reportAnomaly;
    const others = await decide(id, 'ACCEPT', hia);
    expect(others.errors).toMatchObject(
      [{ extensions: { code: 'FORBIDDEN' }, message: /570005165.*or an operator decides/ }].map((each) => ({
        ...each,
        message: expect.stringMatching(each.message),
      })),
    );
    expect((await decide(id, 'REJECT', operator)).data.decideAnomaly).toMatchObject({
      status: 'REJECTED',
      decidedBy: { institution: null },
    });
    expect(await beds()).toEqual({ beds: 12 });
  });

  it.each([
    ['an unknown object', { ...proposal, id: encodeNodeId('CareUnit', 'nothing') }, 'of no object'],
    ['an unknown field', { ...proposal, field: 'lits' }, 'is not a field of care-units; it has code, name'],
    ['an impossible value', { ...proposal, proposed: 'many' }, 'expected a whole number'],
    ['a value of no field', { ...proposal, field: null }, '`input.field` is missing'],
    ['no reason', { ...proposal, reason: ' ' }, 'has to say why'],
  ])('is refused for %s', async (_, input, message) => {
    await putUnit();
    const { errors } = await report(input);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining(message) },
    ]);
    expect(await hub.database.query('select from establishments.anomaly')).toHaveLength(0);
  });
});

it('a register is decided upon by an operator alone', async () => {
  const { data } = await report({
    id: encodeNodeId('Establishment', '570000596'),
    field: 'name',
    reason: 'It has moved.',
  });
  expect(data.reportAnomaly).toMatchObject({ type: 'Establishment', key: 'finess=570000596', proposed: null });
  const { errors } = await decide(data.reportAnomaly.id, 'ACCEPT', chr);
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await decide(data.reportAnomaly.id, 'ACCEPT', operator)).data.decideAnomaly.status).toBe('ACCEPTED');
});

it('needs a token, unless the operator opens the hub to anybody', async () => {
  const { errors } = await report({ id: encodeNodeId('Establishment', '570000596'), reason: 'Wrong.' }, anonymous);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('is listed in the order of reports, by status and by what it concerns', async () => {
  await putUnit();
  await report({ id: unit, reason: 'one' });
  await report({ id: encodeNodeId('Establishment', '570000596'), reason: 'two' });
  const list = (where: string) =>
    hub.execute(
      `{ anomalies(where: ${where}) { totalCount nodes { reason object { id } } pageInfo { hasNextPage } } }`,
      {},
      anonymous,
    );
  const { data, statements } = await list('{ status: [OPEN] }');
  expect(data.anomalies.nodes.map(({ reason }: any) => reason)).toEqual(['one', 'two']);
  expect(statements.filter((text) => text.includes('anomaly'))).toHaveLength(2);
  expect((await list('{ establishment: ["570005165"] }')).data.anomalies).toMatchObject({
    totalCount: 1,
    nodes: [{ reason: 'one' }],
  });
  expect((await list('{ status: [REJECTED] }')).data.anomalies.totalCount).toBe(0);
});

it('PostgreSQL keeps reports and decisions to those whose they are', async () => {
  await putUnit();
  await report({ id: unit, reason: 'one' });
  const as = (institution: string, statement: string) =>
    hub.database.query(
      `do $$ begin set local role maillage_partners; perform set_config('maillage.institution', '${institution}', true); ${statement}; end $$`,
    );
  await as('570000596', "update establishments.anomaly set reason = 'mine'");
  expect(await hub.database.query('select reason from establishments.anomaly')).toEqual([{ reason: 'one' }]);
  const forged = `insert into establishments.anomaly (type, node_key, key, reason, establishments, reporter_finess) values ('CareUnit', 'x', 'code=x', 'x', '{}', '570005165')`;
  await expect(as('570000596', forged)).rejects.toThrow('row-level security');
});
