import { sumOf, type Change, type Customer, type Unit } from './network.ts';
import type { Load, Placement } from './placement.ts';
import { costsOf } from './scenario.ts';

/** The operating units that a scenario leaves out, as English sentences: how much of their capacity is free is unknown. */
export const leftOut = (units: Unit[]): string[] =>
  units.map(({ name }) => `${name} operates, but no contract of it is known: it is left out.`);

/** The unknowns and assumptions of a scenario, as English sentences. */
export function warningsOf(
  units: Unit[],
  idle: Unit[],
  change: Change,
  placement: Placement,
  includesCosts: boolean,
): string[] {
  const { loads } = placement;
  const stopped = units.filter((unit) => change.offline.has(unit.code));
  return [
    ...(units.length === 0 ? ['No operating unit has a contract in force today.'] : []),
    ...idle.map(({ name }) => `${name} does not operate, or has no contract in force: stopping it changes nothing.`),
    ...loads.flatMap((load) => ofUnit(load)),
    ...stopped.flatMap((unit) => ofStopped(unit, change.removed)),
    ...change.added.flatMap(({ customer }) => ofAdded(customer, units, change.removed)),
    ...ofPlaces(stopped, change, placement),
    ...loads.flatMap(({ unit, placed }) =>
      unit.place || placed.length === 0 ? [] : [`The location of ${unit.name} is unknown: it was tried last.`],
    ),
    ...ofShared(loads),
    ...(includesCosts ? ofCosts(loads) : []),
  ];
}

const named = ({ name, finess }: Customer): string => `${name} (${finess})`;

function ofUnit({ unit, contracts }: Load): string[] {
  const unknown = contracts.filter(({ volume }) => volume === null).length;
  return [
    ...(unit.capacity === null
      ? [
          `The capacity of ${unit.name} is unknown: it is not included in the daily capacity, and takes no additional customers.`,
        ]
      : []),
    ...(unknown > 0
      ? [`The volume of ${unknown} of the ${contracts.length} contracts of ${unit.name} is unknown, and counts as 0.`]
      : []),
  ];
}

const ofStopped = ({ name, contracts }: Unit, removed: ReadonlySet<string>): string[] =>
  contracts
    .filter(({ customer, volume }) => volume === null && !removed.has(customer.finess))
    .map(
      ({ customer }) =>
        `The volume that ${name} delivers to ${named(customer)} is unknown: it cannot be moved elsewhere, and the customer counts as at risk.`,
    );

function ofAdded(customer: Customer, units: Unit[], removed: ReadonlySet<string>): string[] {
  if (removed.has(customer.finess)) return [];
  const suppliers = units.filter((unit) =>
    unit.contracts.some((contract) => contract.customer.finess === customer.finess),
  );
  return suppliers.map(
    ({ name }) => `${named(customer)} is already supplied by ${name}: the added volume is additional.`,
  );
}

/** The customers of unknown location that need another unit. */
function ofPlaces(stopped: Unit[], { added, removed }: Change, { loads }: Placement): string[] {
  if (loads.length < 2) return [];
  const displaced = stopped.flatMap((unit) => unit.contracts.map(({ customer }) => customer));
  const unlocated = [
    ...displaced.filter(({ finess }) => !removed.has(finess)),
    ...added.map(({ customer }) => customer),
  ]
    .filter((customer) => customer.place === null)
    .map((customer) => `The location of ${named(customer)} is unknown: units were tried in the order of their codes.`);
  return [...new Set(unlocated)];
}

function ofShared(loads: Load[]): string[] {
  const placed = loads.flatMap(({ unit, placed: demands }) =>
    demands.map(({ customer }) => ({ customer, name: unit.name })),
  );
  const shared = Map.groupBy(placed, ({ customer }) => customer.finess);
  return [...shared.values()].flatMap((parts) => {
    const names = [...new Set(parts.map(({ name }) => name))];
    return names.length > 1 ? [`${named(parts[0]!.customer)} would be shared by ${names.join(' and ')}.`] : [];
  });
}

function ofCosts(loads: Load[]): string[] {
  const costs = loads.flatMap(costsOf);
  const unknown = sumOf(costs.filter(({ unitCostEur }) => unitCostEur === null).map(({ volume }) => volume));
  return unknown > 0
    ? [
        `The cost of ${unknown} of the ${sumOf(costs.map(({ volume }) => volume))} meals or kilograms delivered in a day is unknown: the stated cost is that of the rest.`,
      ]
    : [];
}
