import { sumOf, type Change, type Customer, type Unit } from './network.ts';
import type { Load, Placement } from './placement.ts';
import { costsOf } from './scenario.ts';

/** What a scenario rests on that is not known, or not as it may seem: plain English sentences. */
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
    ...(units.length === 0 ? ['No unit at work has a contract in force today.'] : []),
    ...idle.map(({ name }) => `${name} is not at work, or has no contract in force: that it stops changes nothing.`),
    ...loads.flatMap((load) => ofUnit(load)),
    ...stopped.flatMap((unit) => ofStopped(unit, change.removed)),
    ...change.added.flatMap(({ customer }) => ofAdded(customer, units, change.removed)),
    ...ofPlaces(stopped, change, placement),
    ...loads.flatMap(({ unit, placed }) =>
      unit.place || placed.length === 0 ? [] : [`Where ${unit.name} stands is not known: it was tried last.`],
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
      ? [`The capacity of ${unit.name} is not known: it is left out of the daily capacity, and takes on nobody.`]
      : []),
    ...(unknown > 0
      ? [`The volume of ${unknown} of the ${contracts.length} contracts of ${unit.name} is not known, and counts as 0.`]
      : []),
  ];
}

const ofStopped = ({ name, contracts }: Unit, removed: ReadonlySet<string>): string[] =>
  contracts
    .filter(({ customer, volume }) => volume === null && !removed.has(customer.finess))
    .map(
      ({ customer }) =>
        `What ${name} delivers to ${named(customer)} is not known: it cannot be placed elsewhere, and the customer counts as at risk.`,
    );

function ofAdded(customer: Customer, units: Unit[], removed: ReadonlySet<string>): string[] {
  if (removed.has(customer.finess)) return [];
  const suppliers = units.filter((unit) =>
    unit.contracts.some((contract) => contract.customer.finess === customer.finess),
  );
  return suppliers.map(({ name }) => `${named(customer)} is already served by ${name}: the added volume comes on top.`);
}

/** The customers that are looked a unit for without knowing where they lie. */
function ofPlaces(stopped: Unit[], { added, removed }: Change, { loads }: Placement): string[] {
  if (loads.length < 2) return [];
  const displaced = stopped.flatMap((unit) => unit.contracts.map(({ customer }) => customer));
  const lost = [...displaced.filter(({ finess }) => !removed.has(finess)), ...added.map(({ customer }) => customer)]
    .filter((customer) => customer.place === null)
    .map((customer) => `Where ${named(customer)} lies is not known: units were tried in the order of their codes.`);
  return [...new Set(lost)];
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
        `What ${unknown} of the ${sumOf(costs.map(({ volume }) => volume))} delivered in a day cost is not known: the cost is that of the rest.`,
      ]
    : [];
}
