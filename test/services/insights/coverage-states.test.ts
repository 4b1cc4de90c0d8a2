import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { addCareOffer } from '../../support/care-offer.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEntities } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await addCareOffer(database);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

/** State, known and expected, and as of when, of a domain in a territory. */
async function of(domain: string, territory = 'ZA'): Promise<unknown[]> {
  const { data, errors } = await service.execute(
    `query ($territory: String!, $domain: CoverageDomain!) { coverage(territories: [$territory], domains: [$domain]) { state known expected asOf note } }`,
    { domain, territory },
  );
  expect(errors).toEqual([]);
  const [{ state, known, expected, asOf, note }] = data.coverage;
  expect(note === null).toBe(state === 'COMPLETE' || state === 'NONE');
  return [state, known, expected, asOf];
}

const list = (scope: string): Promise<unknown> =>
  database.query(
    `insert into register_extract (scope, extracted_on, source_code) values ('${scope}', '2050-06-30', 'test')`,
  );
const load = (year: number, ...names: string[]): Promise<unknown> =>
  database.query(
    `insert into statistics_table (year, name) select ${year}, unnest(array['${names.join("', '")}']) on conflict do nothing`,
  );

describe('the state of a domain', () => {
  it('is complete where an extract lists all, and none where it lists nothing', async () => {
    expect(await of('REGISTER')).toEqual(['PARTIAL', 1, null, null]);
    await list('SITES');
    await database.query(`update establishment set listed_on = '2050-06-30' where finess = '990000011'`);
    expect(await of('REGISTER')).toEqual(['COMPLETE', 1, 1, '2050-06-30']);
    expect(await of('REGISTER', 'ZA002')).toEqual(['NONE', 0, 0, null]);
    await database.query(`update establishment set closed_on = current_date where finess = '990000011'`);
    expect(await of('REGISTER')).toEqual(['NONE', 0, 0, null]);
    await database.query(`update establishment set closed_on = null where finess = '990000011'`);
  });

  it('is partial where legal entities are known by their numbers alone, which count where their sites are', async () => {
    expect(await of('LEGAL_ENTITIES')).toEqual(['COMPLETE', 1, 1, null]);
    await database.query(`
      insert into establishment (finess, level, name, source_code) values ('990000002', 'LEGAL_ENTITY', '990000002', 'test')`);
    await database.query(`update establishment set legal_entity_finess = '990000002' where finess = '990000012'`);
    expect(await of('LEGAL_ENTITIES', 'ZB')).toEqual(['NOT_COVERED', 0, 1, null]);
    expect(await of('LEGAL_ENTITIES', 'REG-ZZ')).toEqual(['PARTIAL', 1, 2, null]);
  });

  it('of laboratories is that of the sites of their category', async () => {
    await database.query(`update establishment set category_code = '611' where finess = '990000011'`);
    expect(await of('LABORATORIES')).toEqual(['NOT_COVERED', 0, 1, null]);
    await database.query(`
      insert into clinical.declared_activity (establishment_finess, year, activity_code, is_present, source_code)
      values ('990000001', 2050, 'BIO', true, 'test'), ('990000011', 2050, 'BIO', false, 'test')`);
    // As many as expected, but not the expected one.
    expect(await of('LABORATORIES')).toEqual(['PARTIAL', 1, 1, '2050-12-31']);
    await database.query(`update clinical.declared_activity set is_present = true where activity_code = 'BIO'`);
    expect(await of('LABORATORIES')).toEqual(['COMPLETE', 2, 1, '2050-12-31']);
  });

  it('of imaging is counted by those who declare it, once all have been asked', async () => {
    expect(await of('IMAGING')).toEqual(['PARTIAL', 2, null, '2050-12-31']);
    await load(2050, 'FILTRE');
    await database.query(`
      insert into clinical.declared_activity (establishment_finess, year, activity_code, is_present, source_code)
      values ('990000011', 2050, 'IMAG', true, 'test'), ('990000014', 2050, 'IMAG', true, 'test')`);
    expect(await of('IMAGING')).toEqual(['COMPLETE', 2, 1, '2050-12-31']);
    expect(await of('IMAGING', 'ZD')).toEqual(['NOT_COVERED', 0, 1, null]);
  });

  it('of staff needs both of its tables', async () => {
    await database.query(`
      insert into clinical.medical_staff (establishment_finess, year, staff_code, fte, legal_entity_finess, source_code)
      values ('990000011', 2050, 'M9999', 3, '990000001', 'test')`);
    await database.query(`
      insert into clinical.other_staff (establishment_finess, year, discipline_code, etppnm, legal_entity_finess, source_code)
      values ('990000001', 2050, '9999', 5, '990000001', 'test')`);
    await load(2050, 'Q20');
    expect(await of('WORKFORCE')).toEqual(['PARTIAL', 2, null, '2050-12-31']);
    await load(2050, 'Q24');
    expect(await of('WORKFORCE')).toEqual(['COMPLETE', 2, 2, '2050-12-31']);
  });

  it('is illustrative only if all of it is', async () => {
    await database.query(`
      insert into logistics.production_unit (code, kind, name, status, site_finess, source_code)
      values ('zz-1', 'LINEN', 'Zz', 'OPERATING', '990000011', 'illustrative'), ('zz-2', 'LINEN', 'Zz', 'OPERATING', '990000001', 'illustrative')`);
    expect((await of('LAUNDRY')).slice(0, 3)).toEqual(['ILLUSTRATIVE', 2, null]);
    await database.query(`update logistics.production_unit set source_code = 'test' where code = 'zz-2'`);
    expect((await of('LAUNDRY')).slice(0, 3)).toEqual(['PARTIAL', 2, null]);
  });

  it('of members and partners of groupings is counted by FINESS+ and by SAE', async () => {
    await database.query(
      `insert into source (code, title) values ('finess-plus', 'F'), ('sae-2050', 'S') on conflict do nothing`,
    );
    await database.query(
      `update membership set source_code = 'finess-plus' where grouping_code = 'zz-1' and role <> 'ASSOCIATE'`,
    );
    await list('GROUPINGS');
    const members = await ofEntities(
      service,
      [{ __typename: 'Grouping', code: 'zz-1' }],
      '... on Grouping { coverage(domains: [GROUP_MEMBERS, GROUP_PARTNERS, CAPACITY]) { state known expected } }',
    );
    expect(members.data._entities[0].coverage).toEqual([
      { state: 'COMPLETE', known: 2, expected: 2 },
      { state: 'NOT_COVERED', known: 0, expected: null },
      { state: 'COMPLETE', known: 2, expected: 0 },
    ]);
  });
});
