import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { addGraph, finess, named } from './dependencies-graph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
  await addGraph(database);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const fields = 'provider { finess } soleProvider';
async function of(name: string, args: string): Promise<any> {
  const { data, errors } = await ofEstablishments(
    service,
    [finess(name)],
    `dependencies(first: 100, ${args}) { nodes { ${fields} } }`,
  );
  expect(errors).toEqual([]);
  return data._entities[0].dependencies;
}

describe('dependencies', () => {
  it('tell of a sole provider where its known share is the whole need, unless the consumer has devices of its own', async () => {
    const sole = async (): Promise<unknown> =>
      (await of('a', 'maxDepth: 1')).nodes.find((node: any) => named(node.provider) === 'd').soleProvider;
    const set = (share: number): Promise<unknown> =>
      database.query(`update clinical.teleradiology_flow set share = ${share}
        where requester_finess = '${finess('a')}' and interpreter_finess = '${finess('d')}'`);
    const shares = await database.query<{ code: string; share: number | null }>(
      'select code, share from clinical.teleradiology_flow',
    );
    await set(1);
    expect(await sole()).toBe(true);
    await database.query(`
      insert into clinical.imaging_activity (establishment_finess, year, modality, devices, source_code)
      values ('${finess('a')}', 2090, 'SCANNER', 1, 'test')`);
    expect(await sole()).toBeNull();
    await database.query('update clinical.imaging_activity set devices = 0 where year = 2090');
    expect(await sole()).toBe(true);
    await set(0.03);
    expect(await sole()).toBeNull();
    await database.query('delete from clinical.imaging_activity where year = 2090');
    for (const { code, share } of shares)
      await database.query(`update clinical.teleradiology_flow set share = ${share} where code = '${code}'`);
  });
});
