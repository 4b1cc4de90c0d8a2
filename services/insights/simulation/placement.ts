import {
  distanceKm,
  exact,
  sumOf,
  type Change,
  type Contract,
  type Customer,
  type Demand,
  type Unit,
} from './network.ts';

/** A unit in service, with its load. */
export interface Load {
  unit: Unit;
  /** Its own remaining contracts. */
  contracts: Contract[];
  /** The additional demand that it takes over. */
  placed: Demand[];
}

/** A network after a change: the loads of its units, and the unmet demand. */
export interface Placement {
  loads: Load[];
  /** The demand that no unit has the capacity for. */
  unmetVolume: number;
  /** The customers whose demand is not fully met. */
  atRisk: Customer[];
}

/** The known daily volume of a unit. */
export const volumeOf = ({ contracts, placed }: Load): number =>
  sumOf([...contracts.map(({ volume }) => volume ?? 0), ...placed.map(({ volume }) => volume)]);

/** Whether the load of a unit exceeds its capacity. */
export const isOver = (load: Load): boolean => load.unit.capacity !== null && volumeOf(load) > load.unit.capacity;

/**
 * Applies a change. The units in service keep their contracts. Customers without a unit, first those of the units that stop
 * and then the added ones, move to the nearest units with remaining capacity. Several units may share a customer. A customer
 * of unknown volume cannot be placed.
 */
export function placeDemands(units: Unit[], { added, removed, offline }: Change): Placement {
  const staying = (unit: Unit): Contract[] => unit.contracts.filter(({ customer }) => !removed.has(customer.finess));
  const loads = units
    .filter((unit) => !offline.has(unit.code))
    .map((unit): Load => ({ unit, contracts: staying(unit), placed: [] }));
  const displaced = units.filter((unit) => offline.has(unit.code)).flatMap(staying);
  const over = loads.filter(isOver);
  const unmet = over.map((load) => volumeOf(load) - load.unit.capacity!);
  // It is unknown which customers a unit beyond its capacity would fail to supply.
  const atRisk = over.flatMap((load) => load.contracts.map(({ customer }) => customer));
  for (const { customer, volume } of displaced) if (volume === null) atRisk.push(customer);
  const known = displaced.flatMap(({ customer, volume }) => (volume === null ? [] : [{ customer, volume }]));
  for (const demand of [...known, ...added]) {
    const rest = takeOn(loads, demand);
    unmet.push(rest);
    if (rest > 0) atRisk.push(demand.customer);
  }
  const each = new Map(atRisk.map((customer) => [customer.finess, customer]));
  return { loads, unmetVolume: sumOf(unmet), atRisk: [...each.values()] };
}

/** Assigns a demand to the units nearest to its customer, within their remaining capacity. @returns the unassigned volume */
function takeOn(loads: Load[], { customer, volume }: Demand): number {
  let rest = volume;
  for (const load of loads.toSorted((one, two) => awayFrom(customer, one) - awayFrom(customer, two))) {
    // A unit of unknown capacity takes no additional demand.
    const left = load.unit.capacity === null ? 0 : Math.max(0, exact(load.unit.capacity - volumeOf(load)));
    const taken = Math.min(left, rest);
    if (taken <= 0) continue;
    load.placed.push({ customer, volume: taken });
    rest = exact(rest - taken);
  }
  return rest;
}

/** Beyond every distance: units at unknown locations are tried last, in their own order. */
const unknownKm = 1e6;

const awayFrom = (customer: Customer, { unit }: Load): number =>
  customer.place && unit.place ? distanceKm(customer.place, unit.place) : unknownKm;
