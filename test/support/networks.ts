import type {
  Change,
  Contract,
  Customer,
  Demand,
  Coordinates,
  Unit,
} from '../../services/insights/simulation/network.ts';
import { simulate } from '../../services/insights/simulation/scenario.ts';
import { warningsOf } from '../../services/insights/simulation/warnings.ts';

/** A place on a meridian, where a degree is 111 km. */
const at = (latitude: number | null): Coordinates | null => (latitude === null ? null : { latitude, longitude: 6 });
export const customer = (finess: string, latitude: number | null = 0): Customer => ({
  finess,
  name: finess,
  place: at(latitude),
});
export const contract = (one: Customer, volume: number | null, unitCostEur: number | null = null): Contract => ({
  customer: one,
  volume,
  unitCostEur,
  action: null,
});
export const unit = (
  code: string,
  capacity: number | null,
  latitude: number | null,
  ...contracts: Contract[]
): Unit => ({
  code,
  name: code,
  capacity,
  place: at(latitude),
  contracts,
});
export const wants = (one: Customer, volume: number): Demand => ({ customer: one, volume });
export const change = (added: Demand[], removed: string[] = [], offline: string[] = []): Change => ({
  added,
  removed: new Set(removed),
  offline: new Set(offline),
});

/** What a change makes of a network: customers as a text of their numbers, units as rows. */
export const run = (units: Unit[], asked: Change) => {
  const outcome = simulate(units, asked);
  const brief = ({ customersAtRisk, ...figures }: typeof outcome.baseline) => ({
    ...figures,
    customersAtRisk: customersAtRisk.map(({ finess }) => finess).join(''),
  });
  return {
    feasible: outcome.feasible,
    baseline: brief(outcome.baseline),
    scenario: brief(outcome.scenario),
    units: outcome.units.map(({ code, utilisation, overCapacity }) => [code, utilisation, overCapacity]),
    warnings: warningsOf(units, [], asked, outcome.placement, true),
  };
};
