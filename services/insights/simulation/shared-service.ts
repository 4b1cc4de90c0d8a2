import { badUserInput } from '../../../platform/errors.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { concerns } from '../../kit/subgraph/parties.ts';
import { isPartner } from '../../kit/subgraph/partners.ts';
import { establishmentOf } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { readCustomers, readUnits, type KnownUnit } from './network.listing.ts';
import type { Change, Customer, Demand, Unit } from './network.ts';
import { simulate, type Metrics } from './scenario.ts';
import type { ScenarioMetrics, SharedServiceOutcome } from './shared-service.entity.ts';
import { checkScenario, notAUnit, unitCodes, unitTypes, type SharedServiceScenario } from './shared-service.filter.ts';
import { leftOut, warningsOf } from './warnings.ts';

/** Reads the network of a scenario, and simulates its changes. @throws GraphQLError `BAD_USER_INPUT` */
export async function outcomeOf(context: Context, scenario: SharedServiceScenario): Promise<SharedServiceOutcome> {
  checkScenario(scenario);
  const codes = unitCodes(scenario);
  const [known, customers] = await Promise.all([
    readUnits(context, scenario.kind, codes),
    readCustomers(
      context,
      (scenario.addCustomers ?? []).map(({ finess }) => finess),
    ),
  ]);
  const units = known.filter((unit) => unit.isOperating && unit.contracts.length > 0);
  const change: Change = {
    added: added(scenario, customers),
    removed: removed(scenario, units),
    offline: offline(scenario, codes, known),
  };
  const idle = known.filter((unit) => change.offline.has(unit.code) && !units.includes(unit));
  const { feasible, baseline, scenario: changed, units: states, placement } = simulate(units, change);
  const seesCosts = isPartner(context.caller) && (await concernAll(context, units));
  return {
    feasible,
    baseline: metrics(baseline, seesCosts),
    scenario: metrics(changed, seesCosts),
    units: states.map(({ code, ...state }) => ({
      productionUnit: encodeNodeId(unitTypes[scenario.kind], code),
      ...state,
    })),
    warnings: [
      ...leftOut(known.filter((unit) => unit.isOperating && !units.includes(unit) && !change.offline.has(unit.code))),
      ...warningsOf(units, idle, change, placement, seesCosts),
      ...(isPartner(context.caller) && !seesCosts ? [costsOfOthers] : []),
    ],
  };
}

/** Whether each contract of the units concerns the caller: what is told of their costs together tells of each. */
async function concernAll(context: Context, units: readonly KnownUnit[]): Promise<boolean> {
  const contracts = units.flatMap(({ site, operator, contracts: own }) =>
    own.map(({ customer, action }) => concerns(context, { establishments: [site, operator, customer.finess], action })),
  );
  return (await Promise.all(contracts)).every(Boolean);
}

const costsOfOthers =
  'The cost is not told, as it rests on contracts that do not concern your institution: that needs a token with the scope "partner:all".';

const metrics = ({ customersAtRisk, costPerUnitEur, ...figures }: Metrics, seesCosts: boolean): ScenarioMetrics => ({
  ...figures,
  costPerUnitEur: seesCosts ? costPerUnitEur : null,
  customersAtRisk: customersAtRisk.map(({ finess }) => establishmentOf(finess)),
});

const added = ({ addCustomers }: SharedServiceScenario, customers: Map<string, Customer>): Demand[] =>
  (addCustomers ?? []).map(({ finess, dailyVolume }, index) => {
    const customer = customers.get(finess);
    const path = `scenario.addCustomers.${index}.finess`;
    if (!customer) throw badUserInput(path, `\`${path}\` is ${finess}, which is not the number of an establishment.`);
    return { customer, volume: dailyVolume };
  });

function removed({ removeCustomers }: SharedServiceScenario, units: Unit[]): Set<string> {
  const served = new Set(units.flatMap((unit) => unit.contracts.map(({ customer }) => customer.finess)));
  for (const [index, finess] of (removeCustomers ?? []).entries()) {
    const path = `scenario.removeCustomers.${index}`;
    if (!served.has(finess)) throw badUserInput(path, `\`${path}\` is ${finess}, which is not a customer today.`);
  }
  return new Set(removeCustomers);
}

function offline({ kind }: SharedServiceScenario, codes: string[], known: KnownUnit[]): Set<string> {
  const found = new Set(known.map(({ code }) => code));
  for (const [index, code] of codes.entries()) if (!found.has(code)) throw notAUnit(kind, index);
  return new Set(codes);
}
