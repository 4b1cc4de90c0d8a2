import { afterAll, beforeAll, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { addEstablishments } from '../../support/establishments.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

// Sites whose numbers come before those of their legal entities, so that the order of numbers alone would go through them.
const numbers = { startSite: '990000300', start: '990000301', middleSite: '990000305', middle: '990000310' } as const;
const [far, farther] = ['990000320', '990000330'] as const;
const { startSite, start, middleSite, middle } = numbers;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
  await addEstablishments(database, [
    ...[start, middle, far, farther].map((finess) => ({ finess })),
    { finess: startSite, of: start },
    { finess: middleSite, of: middle },
  ]);
  const ties = [
    [start, middle],
    [startSite, middle],
    [middle, far],
    [middleSite, far],
    [far, farther],
  ];
  for (const [index, tie] of ties.entries()) {
    await database.query(
      `insert into clinical.teleradiology_flow (code, requester_finess, interpreter_finess, modality, on_call_only, source_code) values ($1, $2, $3, 'MRI', false, 'test')`,
      [`zz-${index}`, ...tie],
    );
  }
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

it('paths make no detour through the sites of the establishments that they visit', async () => {
  const { data, errors } = await ofEstablishments(
    service,
    [start],
    'dependencies(maxDepth: 3) { nodes { depth path { finess } } }',
  );
  expect(errors).toEqual([]);
  const paths = data._entities[0].dependencies.nodes.map(({ path }: any) => path.map(({ finess }: any) => finess));
  expect(paths).toEqual([
    [start, startSite, middle],
    [start, middle],
    [start, middle, middleSite, far],
    [start, middle, far],
    [start, middle, far, farther],
  ]);
});
