import { sumOf, type Change, type Customer, type Unit } from './network.ts';
import { isOver, placeDemands, volumeOf, type Load, type Placement } from './placement.ts';

/** The load of a network, and its unmet demand. */
export interface Metrics {
  dailyVolume: number;
  dailyCapacity: number;
  unmetVolume: number;
  costPerUnitEur: number | null;
  customersAtRisk: Customer[];
}

/** The load of one unit. */
interface UnitState {
  code: string;
  name: string;
  utilisation: number | null;
  overCapacity: boolean;
}

/** A network today and after a change. */
export interface Outcome {
  feasible: boolean;
  baseline: Metrics;
  scenario: Metrics;
  units: UnitState[];
  /** The placement from which the scenario's figures are computed. */
  placement: Placement;
}

/** Compares a network of kitchens or laundries, its units in a fixed order, with the network after a change. */
export function simulate(units: Unit[], change: Change): Outcome {
  const today = placeDemands(units, { added: [], removed: new Set(), offline: new Set() });
  const placement = placeDemands(units, change);
  return {
    // A customer at risk is not fully supplied, or of unknown volume, so that its supply is uncertain.
    feasible: placement.atRisk.length === 0 && placement.unmetVolume === 0 && !placement.loads.some(isOver),
    baseline: metricsOf(today, demandOf(units, { added: [], removed: new Set() })),
    scenario: metricsOf(placement, demandOf(units, change)),
    units: placement.loads.map(stateOf),
    placement,
  };
}

/** The known daily demand. */
function demandOf(units: Unit[], { added, removed }: Omit<Change, 'offline'>): number {
  const contracts = units.flatMap((unit) => unit.contracts).filter(({ customer }) => !removed.has(customer.finess));
  return sumOf([...contracts.map(({ volume }) => volume ?? 0), ...added.map(({ volume }) => volume)]);
}

const metricsOf = ({ loads, unmetVolume, atRisk }: Placement, dailyVolume: number): Metrics => ({
  dailyVolume,
  dailyCapacity: sumOf(loads.map(({ unit }) => unit.capacity ?? 0)),
  unmetVolume,
  costPerUnitEur: meanCost(loads.flatMap(costsOf)),
  customersAtRisk: atRisk,
});

function stateOf(load: Load): UnitState {
  const { code, name, capacity } = load.unit;
  const isWhole = load.contracts.every(({ volume }) => volume !== null);
  const utilisation = capacity && isWhole ? volumeOf(load) / capacity : null;
  return { code, name, utilisation, overCapacity: isOver(load) };
}

/** A volume, and the cost of one meal or kilogram of it. */
interface Cost {
  volume: number;
  unitCostEur: number | null;
}

/** The costs of a unit's volumes: those of contracts by contract, and of additional demand by the mean of the unit's current contracts. */
export function costsOf({ unit, contracts, placed }: Load): Cost[] {
  const mean = meanCost(volumesOf(unit.contracts));
  return [...volumesOf(contracts), ...placed.map(({ volume }) => ({ volume, unitCostEur: mean }))];
}

const volumesOf = (contracts: Unit['contracts']): Cost[] =>
  contracts.map(({ volume, unitCostEur }) => ({ volume: volume ?? 0, unitCostEur }));

/** The mean of the known costs, weighted by volume; null if none is known. */
function meanCost(costs: Cost[]): number | null {
  const known = costs.flatMap(({ volume, unitCostEur }) => (unitCostEur === null ? [] : [{ volume, unitCostEur }]));
  const volume = sumOf(known.map((cost) => cost.volume));
  return volume > 0 ? sumOf(known.map((cost) => cost.volume * cost.unitCostEur)) / volume : null;
}
