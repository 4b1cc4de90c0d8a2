import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { partner } from '../../support/tokens.ts';

let database: TestDatabase;
let service: TestSubgraph;
const long = '2020-01-01T00:00:00.000Z';

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  // What was there before the tests changed long ago.
  for (const table of ['care_unit', 'laboratory', 'pharmacy', 'study', 'imaging_activity', 'training_post'])
    await database.query(`update clinical.${table} set changed_at = '${long}'`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const unit = {
  code: 'chr-geriatrie',
  name: 'Unité de gériatrie',
  kind: 'WARD',
  discipline: '037',
  site: '570005165',
  staffedBy: ['570005165'],
  source: 'article-metz-legouest',
};
const put = async (row: object) => {
  const { data, errors } = await service.execute(
    'mutation ($rows: [CareUnitInput!]!) { putCareUnits(rows: $rows) { added changed same refused { code message } } }',
    { rows: [row] },
  );
  expect(errors).toEqual([]);
  return data.putCareUnits;
};
const list = (where: object) =>
  service.execute(
    'query ($where: CareUnitWhere) { careUnits(where: $where) { nodes { name changedAt version owner { finess } } } }',
    { where },
  );
const changed = async (where: object) => (await list(where)).data.careUnits.nodes;

describe('a care unit', () => {
  it('tells when it was added, its version and its owner, and is found since then, in one statement', async () => {
    const before = new Date().toISOString();
    expect(await put(unit)).toMatchObject({ added: 1, refused: [] });
    const { data, errors, statements } = await list({ changedSince: before });
    expect([errors, statements.length]).toEqual([[], 1]);
    const [found, ...others] = data.careUnits.nodes;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: unit.name, owner: { finess: partner.institution } });
    expect(found.changedAt >= before && found.changedAt <= new Date().toISOString()).toBe(true);
    expect(await changed({ changedSince: found.changedAt })).toEqual([found]);
    const later = new Date(Date.parse(found.changedAt) + 1).toISOString();
    expect(await changed({ changedSince: later })).toEqual([]);
  });

  it('is changed by a list of its own, and by nothing that says what it says', async () => {
    const [{ version, changedAt: first }] = await changed({ changedSince: '2021-01-01T00:00:00Z' });
    expect(await put(unit)).toMatchObject({ same: 1 });
    expect(await changed({ changedSince: '2021-01-01T00:00:00Z' })).toMatchObject([{ version, changedAt: first }]);
    expect(await put({ code: unit.code, version, staffedBy: ['570005165', '570000596'] })).toMatchObject({
      changed: 1,
    });
    const [{ version: next, changedAt: second }] = await changed({ changedSince: '2021-01-01T00:00:00Z' });
    expect(Number(next)).toBe(Number(version) + 1);
    expect(second > first).toBe(true);
    expect((await put({ code: unit.code, version, beds: 3 })).refused).toMatchObject([{ code: 'CONFLICT' }]);
    expect(await put({ code: unit.code, version: next, beds: 3 })).toMatchObject({ changed: 1 });
  });

  it('of the hub has no owner, and is found since long ago, and among others that a combination finds', async () => {
    const [unowned] = await changed({ name: { startsWith: 'Équipe commune' } });
    expect(unowned).toMatchObject({ changedAt: long, owner: null });
    const all = await changed({ changedSince: long });
    expect(all.length).toBeGreaterThan(2);
    const recent = { changedSince: '2021-01-01T00:00:00+01:00' };
    expect(await changed({ NOT: recent })).toEqual(all.filter((each: any) => each.owner === null));
    expect(await changed({ OR: [recent, { name: { eq: unowned.name } }] })).toHaveLength(2);
    expect(await changed({ AND: [recent, { beds: { eq: 4 } }] })).toEqual([]);
  });
});

it.each([
  ['careUnits', 'CareUnitWhere', 'care_unit'],
  ['imagingActivity', 'ImagingActivityWhere', 'imaging_activity'],
  ['laboratories', 'LaboratoryWhere', 'laboratory'],
  ['pharmacies', 'PharmacyWhere', 'pharmacy'],
  ['studies', 'StudyWhere', 'study'],
  ['trainingPosts', 'TrainingPostWhere', 'training_post'],
])('%s have what the database has of them, and are found by it', async (field, where, table) => {
  const key = table === 'imaging_activity' ? 'id' : 'code';
  await database.query(`update clinical.${table} set owner_finess = '570000596', source_code = source_code || '-x'
    where ${key} = (select min(${key}) from clinical.${table} where changed_at = '${long}')`);
  const { data, errors, statements } = await service.execute(
    `query ($where: ${where}) { ${field}(where: $where) { totalCount nodes { id changedAt version owner { finess } } } }`,
    { where: { changedSince: '2021-01-01T00:00:00Z', NOT: { changedSince: '2999-01-01T00:00:00Z' } } },
  );
  const [row] = await database.query(
    `select to_json(changed_at) #>> '{}' as at, row_version::text as version from clinical.${table}
     where owner_finess = '570000596' and source_code like '%-x'`,
  );
  expect([errors, statements.length]).toEqual([[], 2]);
  expect(data[field].nodes).toContainEqual({
    id: expect.any(String),
    changedAt: new Date(row!['at']).toISOString(),
    version: row!['version'],
    owner: { finess: '570000596' },
  });
  // More than a new row has: the one of the database is told.
  expect(Number(row!['version'])).toBeGreaterThan(1);
  expect(data[field].totalCount).toBe(data[field].nodes.length);
});

it('research structures tell the same', async () => {
  const { data, errors, statements } = await service.execute(
    '{ researchStructures { changedAt version owner { finess } } }',
  );
  expect([errors, statements.length]).toEqual([[], 1]);
  expect(data.researchStructures[0]).toEqual({ changedAt: expect.stringMatching(/Z$/), version: '1', owner: null });
});

it.each(['yesterday', '2026-01-01', '0000-00-00T00:00:00Z'])('refuses the moment %s', async (changedSince) => {
  const { errors, statements } = await list({ changedSince });
  expect([errors.length, statements]).toEqual([1, []]);
  expect(errors[0]!.message).toContain('changedSince');
});

it('takes the first moment that can be written', async () => {
  expect((await changed({ changedSince: '0000-01-01T00:00:00Z' })).length).toBeGreaterThan(2);
});
