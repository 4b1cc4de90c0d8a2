import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../services/clinical/index.ts';
import { establishments } from '../../services/establishments/index.ts';
import { logistics } from '../../services/logistics/index.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { explain, readWhole } from '../support/plans.ts';
import { filters, type FilteredService } from '../support/filters.ts';
import { fillLists } from '../support/synthetic.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;
let services: Record<FilteredService, TestSubgraph>;

beforeAll(async () => {
  database = await cloneDatabase();
  await fillLists(database);
  services = {
    clinical: await testSubgraph(clinical, database.url),
    establishments: await testSubgraph(establishments, database.url),
    logistics: await testSubgraph(logistics, database.url),
  };
}, 240_000);

afterAll(async () => {
  for (const service of Object.values(services)) await service.close();
  await database.drop();
});

const plansOf = (service: FilteredService, query: string, variables: object) =>
  explain(services[service], database, query, variables);

describe.each(filters)("%s' %s", (service, list, where, conditions) => {
  it.each([{}, ...conditions])('%j', async (condition) => {
    const query = `query ($where: ${where}) { ${list}(where: $where, first: 20) { nodes { __typename } pageInfo { hasNextPage } } }`;
    expect((await plansOf(service, query, { where: condition })).flatMap(readWhole)).toEqual([]);
  });
});

describe('the orders of imaging activity', () => {
  it.each(['YEAR', 'DEVICES', 'EXAMS'].flatMap((field) => ['ASC', 'DESC'].map((direction) => ({ field, direction }))))(
    '%j',
    async (order) => {
      const query = `query ($orderBy: [ImagingActivityOrder!]) { imagingActivity(orderBy: $orderBy, first: 20) { nodes { year } } }`;
      expect((await plansOf('clinical', query, { orderBy: [order] })).flatMap(readWhole)).toEqual([]);
    },
  );
});

/** The tables that a field read whole for a few establishments. */
async function wholeOf(service: FilteredService, field: string): Promise<string[]> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Establishment { ${field} } } }`;
  const numbers = ['100000001', '100000777', '100004999', '200000777'];
  const representations = numbers.map((finess) => ({ __typename: 'Establishment', finess }));
  return (await plansOf(service, query, { representations })).flatMap(readWhole);
}

describe('what hangs on an establishment', () => {
  it.each([
    'supplyContracts(role: CONSUMER) { dailyVolume productionUnit { name utilisation } }',
    'supplyContracts(role: PROVIDER) { dailyVolume customer { finess } }',
    'productionUnits { name contracts { dailyVolume } }',
  ])('%s', async (field) => expect(await wholeOf('logistics', field)).toEqual([]));

  it.each([
    'authorisations(nature: [EML]) { totalCount nodes { activity { label } capacities { number } } }',
    'careUnits { totalCount nodes { name } }',
    'careActivity { beds }',
    'declaredActivities { year isPresent activity { label } }',
    'imagingActivity { exams }',
    'emergencyActivity { visits } criticalCare { beds } perinatalActivity { abortions }',
    'operatingTheatres { rooms } dialysisActivity { patients }',
    'teleradiology(role: CONSUMER, asOf: "2005-01-01") { modality }',
    'teleradiology(role: PROVIDER, asOf: "2005-01-01") { modality }',
    'laboratories { name }',
    'labReferrals(role: CONSUMER) { specialty laboratory { name } }',
    'labReferrals(role: PROVIDER) { specialty laboratory { name } }',
    'pharmacies { name }',
    'pharmacySupplies(role: CONSUMER) { activity pharmacy { name } }',
    'pharmacySupplies(role: PROVIDER) { activity pharmacy { name } }',
    'studies { totalCount nodes { title centres { role } } }',
    'researchStructures { name }',
    'trainingPosts { totalCount fillRate nodes { semester } }',
    'internCensus { total }',
    'workforce(years: [2001, 2003]) { staff { label } discipline { label } fte }',
    'workforceNeeds(asOf: "2005-01-01") { requiredFte }',
  ])('%s', async (field) => expect(await wholeOf('clinical', field)).toEqual([]));

  it.each([
    'agreements { totalCount nodes { title parties { name } } }',
    'cooperationActions { totalCount nodes { label beneficiaries { name } statuses { status } } }',
  ])('%s', async (field) => {
    const query = `{ establishment(finess: "570000596") { ${field} } }`;
    const whole = (await plansOf('establishments', query, {})).flatMap(readWhole);
    // The few establishments of the reference dataset are read whole: the national register is planned on elsewhere.
    expect(whole.filter((table) => table !== 'establishment')).toEqual([]);
  });
});
