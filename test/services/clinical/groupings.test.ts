import { afterAll, beforeAll, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`
    insert into clinical.grouping_care_activity (grouping_code, year, discipline, beds, places, full_stays, day_stays, bed_days, source_code) values
      ('99001', 2024, 'SURGERY', 10, 2, 300, 40, 2500, 'test'), ('99001', 2024, 'MEDICINE', 30, null, 900, null, 9000, 'test'),
      ('99001', 2023, 'MEDICINE', 0, null, null, null, null, 'test'), ('99002', 2024, 'PSYCHIATRY', 5, 1, 2, 3, 4, 'test')`);
  await database.query(`
    insert into clinical.grouping_imaging_activity (grouping_code, year, modality, devices, source_code) values
      ('99001', 2024, 'SCANNER', 4, 'test'), ('99001', 2024, 'MRI', null, 'test'), ('99001', 2023, 'MRI', 2, 'test'), ('99002', 2024, 'PET', 1, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const of = (codes: string[], selection: string) =>
  service.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Grouping { ${selection} } } }`,
    { representations: codes.map((code) => ({ __typename: 'Grouping', code })) },
  );

it('groupings have their care activity, all years or some, in one statement', async () => {
  const selection =
    'careActivity { year discipline beds places fullStays dayStays bedDays grouping { code } source { code } }';
  const { data, errors, statements } = await of(['99001', '99002', '99003'], selection);
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(1);
  const [first, second, none] = data._entities.map((each: any) => each.careActivity);
  expect(first.map((each: any) => [each.year, each.discipline, each.beds])).toEqual([
    [2023, 'MEDICINE', 0],
    [2024, 'MEDICINE', 30],
    [2024, 'SURGERY', 10],
  ]);
  expect(second).toEqual([
    {
      year: 2024,
      discipline: 'PSYCHIATRY',
      beds: 5,
      places: 1,
      fullStays: 2,
      dayStays: 3,
      bedDays: 4,
      grouping: { code: '99002' },
      source: { code: 'test' },
    },
  ]);
  expect(none).toEqual([]);
  const some = await of(['99001'], 'careActivity(years: [2023, 2022]) { year }');
  expect(some.data._entities).toEqual([{ careActivity: [{ year: 2023 }] }]);
});

it('groupings have their imaging devices, all years or some, in one statement', async () => {
  const { data, errors, statements } = await of(
    ['99001', '99002', '99003'],
    'imagingActivity { year modality devices grouping { code } source { code } }',
  );
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(1);
  const [first, second, none] = data._entities.map((each: any) => each.imagingActivity);
  expect(first.map((each: any) => [each.year, each.modality, each.devices])).toEqual([
    [2023, 'MRI', 2],
    [2024, 'MRI', null],
    [2024, 'SCANNER', 4],
  ]);
  expect(second).toEqual([
    { year: 2024, modality: 'PET', devices: 1, grouping: { code: '99002' }, source: { code: 'test' } },
  ]);
  expect(none).toEqual([]);
  const some = await of(['99001'], 'imagingActivity(years: [2024]) { modality }');
  expect(some.data._entities).toEqual([{ imagingActivity: [{ modality: 'MRI' }, { modality: 'SCANNER' }] }]);
});

it.each(['grouping_care_activity', 'grouping_imaging_activity'])('%s has no negative figures', async (table) => {
  const column = table === 'grouping_care_activity' ? 'beds' : 'devices';
  await expect(database.query(`update clinical.${table} set ${column} = -1`)).rejects.toThrow(
    `${table}_${column}_check`,
  );
});
