import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { illustrate } from '../../bench/illustrations.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cloneNational, hasRegister } from '../../support/national.ts';
import { explain, visited } from '../../support/plans.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

describe.runIf(hasRegister)('with some thousand contracts in the national register', () => {
  beforeAll(async () => {
    database = await cloneNational();
    await illustrate((text) => database.query(text));
    service = await testSubgraph(insights, database.url);
  });

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it.each([
    [
      'an order by their number',
      '{ findEstablishments(where: { category: { eq: "101" } }, orderBy: [{ measure: DEPENDENCIES }]) { nodes { __typename } } }',
    ],
    ['a condition on them', '{ findEstablishments(where: { dependsOn: {} }) { nodes { __typename } } }'],
  ])('%s looks up the establishments that have them', async (_, query) => {
    const plans = await explain(service, database, query, {});
    expect(plans).toHaveLength(1);
    expect(visited(plans[0]!, 'establishment')).toBeLessThan(50_000);
  });

  it('the number of a few reads only their own contracts', async () => {
    const query =
      '{ findEstablishments(first: 5, where: { category: { eq: "101" } }) { nodes { measures(codes: [DEPENDENCIES]) { value } } } }';
    const plans = await explain(service, database, query, {});
    expect(plans).toHaveLength(2);
    expect(visited(plans[1]!, 'supply_contract')).toBeLessThan(200);
    expect(visited(plans[1]!, 'establishment')).toBeLessThan(1000);
  });
});
