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

/** A unit in service, with what it has to deliver. */
export interface Load {
  unit: Unit;
  /** The contracts that it keeps. */
  contracts: Contract[];
  /** What it takes on beside them. */
  placed: Demand[];
}

/** A network after a change: who delivers what, and what nobody can. */
export interface Placement {
  loads: Load[];
  /** The demand that no unit has the capacity for. */
  unmetVolume: number;
  /** Whose demand is not met in full. */
  atRisk: Customer[];
}

/** The known volume that a unit has to deliver in a day. */
export const volumeOf = ({ contracts, placed }: Load): number =>
  sumOf([...contracts.map(({ volume }) => volume ?? 0), ...placed.map(({ volume }) => volume)]);

/** Whether a unit is asked for more than it can make. */
export const isOver = (load: Load): boolean => load.unit.capacity !== null && volumeOf(load) > load.unit.capacity;

/**
 * Carries a change out: the units in service keep their contracts, and what is left without a unit, first the customers of
 * the units that stop and then those that are added, goes to the nearest units that have capacity left. A customer may be
 * shared by several units. One whose volume is not known cannot be placed.
 */
export function placeDemands(units: Unit[], { added, removed, offline }: Change): Placement {
  const staying = (unit: Unit): Contract[] => unit.contracts.filter(({ customer }) => !removed.has(customer.finess));
  const loads = units
    .filter((unit) => !offline.has(unit.code))
    .map((unit): Load => ({ unit, contracts: staying(unit), placed: [] }));
  const displaced = units.filter((unit) => offline.has(unit.code)).flatMap(staying);
  const over = loads.filter(isOver);
  const unmet = over.map((load) => volumeOf(load) - load.unit.capacity!);
  // Nobody can say which of them a unit over its capacity would fail.
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

/** Gives a demand to the units nearest to its customer, as far as they have capacity left. @returns what none could take */
function takeOn(loads: Load[], { customer, volume }: Demand): number {
  let rest = volume;
  for (const load of loads.toSorted((one, two) => awayFrom(customer, one) - awayFrom(customer, two))) {
    // Where the capacity is not known, none of it is known to be left.
    const left = load.unit.capacity === null ? 0 : Math.max(0, exact(load.unit.capacity - volumeOf(load)));
    const taken = Math.min(left, rest);
    if (taken <= 0) continue;
    load.placed.push({ customer, volume: taken });
    rest = exact(rest - taken);
  }
  return rest;
}

/** Far beyond every distance: an unknown place is tried last, and unknown places in the order of the units. */
const unknownKm = 1e6;

const awayFrom = (customer: Customer, { unit }: Load): number =>
  customer.place && unit.place ? distanceKm(customer.place, unit.place) : unknownKm;
