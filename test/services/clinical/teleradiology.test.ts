import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments, ofNodes } from '../../support/entities.ts';
import { insertRow } from '../../support/rows.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`
    insert into clinical.teleradiology_flow
      (code, requester_finess, interpreter_finess, modality, on_call_only, exams_per_year, share, period, action_reference, source_code) values
      ('zz-a', '990000001', '990000002', 'SCANNER', true, 1500, 0.25, '[2015-01-01,2020-01-01)', 'zz-action', 'test'),
      ('zz-b', '990000001', '990000002', 'SCANNER', true, null, null, '[2020-01-01,)', 'zz-action', 'test'),
      ('zz-c', '990000002', '990000001', 'MRI', false, 10, 1, '(,)', null, 'test'),
      ('zz-d', '990000003', '990000002', 'MRI', false, null, null, '(,)', null, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const flow = `requester { finess } interpreter { finess } modality onCallOnly examsPerYear share period { start end } action { id } source { code }`;
const ends = (flows: any[]): string[] =>
  flows.map((each) => `${each.requester.finess.at(-1)}→${each.interpreter.finess.at(-1)} ${each.period.start}`);

describe('teleradiology', () => {
  it.each([
    ['2014-12-31', [], ['3→2 null']],
    ['2015-01-01', ['1→2 2015-01-01'], ['1→2 2015-01-01', '3→2 null']],
    ['2019-12-31', ['1→2 2015-01-01'], ['1→2 2015-01-01', '3→2 null']],
    ['2020-01-01', ['1→2 2020-01-01'], ['1→2 2020-01-01', '3→2 null']],
    [null, ['1→2 2020-01-01'], ['1→2 2020-01-01', '3→2 null']],
  ])('hangs on both its ends as it holds on the day: %s', async (asOf, requested, interpreted) => {
    const day = JSON.stringify(asOf);
    const selection = `consumed: teleradiology(role: CONSUMER, asOf: ${day}) { ${flow} } provided: teleradiology(role: PROVIDER, asOf: ${day}) { ${flow} }`;
    const { data, statements } = await ofEstablishments(service, ['990000001', '990000002', 'none'], selection);
    expect(statements).toHaveLength(2);
    const [first, second, none] = data._entities;
    expect([ends(first.consumed), ends(second.provided)]).toEqual([requested, interpreted]);
    expect([ends(first.provided), ends(second.consumed)]).toEqual([['2→1 null'], ['2→1 null']]);
    expect(none).toEqual({ consumed: [], provided: [] });
  });

  it('hangs on the action that it rests on, whatever its period', async () => {
    const selection = `teleradiology { ${flow} }`;
    const { data, statements } = await ofNodes(service, 'CooperationAction', ['zz-action', 'none'], selection);
    expect(statements).toHaveLength(1);
    const [action, none] = data._entities;
    expect(ends(action.teleradiology)).toEqual(['1→2 2015-01-01', '1→2 2020-01-01']);
    expect(action.teleradiology[0]).toMatchObject({
      modality: 'SCANNER',
      onCallOnly: true,
      examsPerYear: 1500,
      share: 0.25,
      period: { end: '2020-01-01' },
      action: { id: encodeNodeId('CooperationAction', 'zz-action') },
      source: { code: 'test' },
    });
    expect(action.teleradiology[1]).toMatchObject({ examsPerYear: null, share: null, period: { end: null } });
    expect(none.teleradiology).toEqual([]);
  });
});

describe('the database refuses a flow', () => {
  const sound = {
    code: 'zz-bad',
    requester_finess: '990000001',
    interpreter_finess: '990000002',
    modality: 'SCANNER',
    on_call_only: true,
    source_code: 'test',
  };
  it.each([
    [{ interpreter_finess: '990000001' }, 'ends'],
    [{ requester_finess: '99' }, 'requester_finess_check'],
    [{ interpreter_finess: '' }, 'interpreter_finess_check'],
    [{ modality: 'XRAY' }, 'modality_check'],
    [{ share: 1.01 }, 'share_check'],
    [{ share: -0.01 }, 'share_check'],
    [{ share: 'NaN' }, 'share_check'],
    [{ exams_per_year: -1 }, 'exams_per_year_check'],
    [{ period: 'empty' }, 'period_check'],
    [{ period: '[2019-12-31,2020-01-01)' }, 'period'],
    [{ code: 'No code' }, 'code_check'],
  ])('with %j', async (fault, rule) => {
    const insert = insertRow(database, 'clinical.teleradiology_flow', { ...sound, ...fault });
    await expect(insert).rejects.toMatchObject({ constraint: `teleradiology_flow_${rule}` });
  });
});
