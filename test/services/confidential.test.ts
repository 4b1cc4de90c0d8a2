import { afterAll, beforeAll, expect, it } from 'vitest';
import { clinical } from '../../services/clinical/index.ts';
import { insights } from '../../services/insights/index.ts';
import { logistics } from '../../services/logistics/index.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import type { Service } from '../../services/kit/service.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph, type Answer } from '../support/subgraph.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
  // A contract whose cost nobody knows, which the warnings tell of.
  await database.query(
    `insert into logistics.supply_contract (code, unit_code, customer_finess, daily_volume, period, source_code)
     select 'zz-unknown', unit_code, '570000596', 5, '(,)', source_code from logistics.supply_contract where kind = 'MEALS' and period @> current_date limit 1`,
  );
});

afterAll(() => database.drop());

/** A question to a service itself, as a partner institution and as nobody in particular. */
async function asked(service: Service, document: string): Promise<{ partners: Answer; others: Answer }> {
  const subgraph = await testSubgraph(service, database.url);
  try {
    return { partners: await subgraph.execute(document), others: await subgraph.execute(document, {}, anonymous) };
  } finally {
    await subgraph.close();
  }
}

const representation = (finess: string): string => `{ __typename: "Establishment", finess: "${finess}" }`;

/** The places and codes of an answer's errors. */
const errorsOf = ({ errors }: Answer): string[] =>
  errors.map(({ path, extensions }) => `${path!.join('.')} ${extensions['code']}`).toSorted();

it('workforce needs and on-call details are refused by the service itself, to who is no partner', async () => {
  const { partners, others } = await asked(
    clinical,
    `{ _entities(representations: [${representation('570005165')}, ${representation('570000596')}]) { ... on Establishment {
        workforceNeeds { requiredFte } teleradiology(role: CONSUMER) { modality onCallOnly } } } }`,
  );
  expect(partners.errors).toEqual([]);
  expect(partners.data._entities[0].workforceNeeds.length).toBeGreaterThan(0);
  const flows = partners.data._entities.map((each: any) => each.teleradiology);
  expect(flows.flat().length).toBeGreaterThan(0);
  expect(flows.flat().every((flow: any) => typeof flow.onCallOnly === 'boolean')).toBe(true);
  expect(others.data._entities).toEqual(
    flows.map((own: any[]) => ({
      workforceNeeds: null,
      teleradiology: own.map((flow) => ({ ...flow, onCallOnly: null })),
    })),
  );
  const places = flows.flatMap((own: any[], index: number) => [
    `_entities.${index}.workforceNeeds FORBIDDEN`,
    ...own.map((_, flow) => `_entities.${index}.teleradiology.${flow}.onCallOnly FORBIDDEN`),
  ]);
  expect(errorsOf(others)).toEqual(places.toSorted());
});

it('unit costs are, whichever the contract', async () => {
  const contracts = '{ nodes { contracts { __typename dailyVolume unitCostEur } } }';
  const { partners, others } = await asked(logistics, `{ kitchens ${contracts} laundries ${contracts} }`);
  expect(partners.errors).toEqual([]);
  const all = ({ data }: Answer): any[] =>
    [...data.kitchens.nodes, ...data.laundries.nodes].flatMap((unit: any) => unit.contracts);
  expect(new Set(all(partners).map(({ __typename }) => __typename))).toEqual(
    new Set(['MealContract', 'LinenContract']),
  );
  expect(all(partners).some(({ unitCostEur }) => typeof unitCostEur === 'number')).toBe(true);
  expect(all(others)).toEqual(all(partners).map((contract) => ({ ...contract, unitCostEur: null })));
  expect(others.errors).toHaveLength(all(others).length);
  expect(new Set(others.errors.map(({ message }) => message))).toEqual(
    new Set(
      ['MealContract', 'LinenContract'].map((type) => `${type}.unitCostEur requires a token with the scope "partner".`),
    ),
  );
});

it('costs of a simulation are, and the warnings keep silent on them', async () => {
  const { partners, others } = await asked(
    insights,
    '{ simulateSharedService(scenario: { kind: MEALS }) { feasible warnings baseline { dailyVolume costPerUnitEur } scenario { costPerUnitEur } } }',
  );
  expect(partners.errors).toEqual([]);
  const told = partners.data.simulateSharedService;
  expect(told.baseline.costPerUnitEur).toBeGreaterThan(0);
  const onCosts = told.warnings.filter((warning: string) => warning.includes('cost'));
  expect(onCosts).toHaveLength(1);
  expect(others.data.simulateSharedService).toEqual({
    ...told,
    warnings: told.warnings.filter((warning: string) => !onCosts.includes(warning)),
    baseline: { ...told.baseline, costPerUnitEur: null },
    scenario: { costPerUnitEur: null },
  });
  expect(errorsOf(others)).toEqual([
    'simulateSharedService.baseline.costPerUnitEur FORBIDDEN',
    'simulateSharedService.scenario.costPerUnitEur FORBIDDEN',
  ]);
});
