import { afterAll, beforeAll, expect, it } from 'vitest';
import { addCareOffer } from '../support/care-offer.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await addCareOffer(hub.database);
});

afterAll(() => hub.close());

// The national figure of a grouping is read only if it is requested.
it('compares a grouping and a territory with all of France, on both engines', async () => {
  const indicators = 'indicators(codes: [MCO_BEDS_PER_100K], year: 2050) { code numerator nationalValue }';
  const { data, errors } = await hub.execute(
    `{ grouping(code: "zz-1") { ${indicators} } territory(code: "REG-ZZ") { ${indicators} } }`,
  );
  expect(errors).toEqual([]);
  // 110 beds for 3500 people, in the departments with a population.
  const nationalValue = expect.closeTo((110 / 3500) * 100_000, 9);
  expect(data.grouping.indicators).toEqual([{ code: 'MCO_BEDS_PER_100K', numerator: 75, nationalValue }]);
  expect(data.territory.indicators).toEqual([{ code: 'MCO_BEDS_PER_100K', numerator: 90, nationalValue }]);
});
