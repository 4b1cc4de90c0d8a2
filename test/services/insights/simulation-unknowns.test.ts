import { describe, expect, it } from 'vitest';
import { change, contract, customer, run, unit, wants } from '../../support/networks.ts';

const a = customer('a', 0);
const b = customer('b', 1);
const c = customer('c', 2);
const far = unit('far', 100, 3, contract(c, 50, 8));

describe('unknowns', () => {
  it('a capacity: the unit keeps its own, and takes on nobody', () => {
    const outcome = run([unit('vague', null, 0, contract(a, 60, 5)), far], change([wants(customer('new', 0), 20)]));
    expect(outcome.scenario).toMatchObject({ dailyVolume: 130, dailyCapacity: 100, unmetVolume: 0 });
    expect(outcome.units).toEqual([
      ['vague', null, false],
      ['far', 0.7, false],
    ]);
    expect(outcome.warnings).toEqual([
      'The capacity of vague is unknown: it is not included in the daily capacity, and takes no additional customers.',
    ]);
  });

  it('a volume: it counts as 0, and the utilisation is unknown', () => {
    const units = [unit('north', 50, 0, contract(a, null, 5), contract(b, 60, 7)), far];
    const outcome = run(units, change([]));
    expect(outcome.baseline).toMatchObject({ dailyVolume: 110, unmetVolume: 10, costPerUnitEur: (420 + 400) / 110 });
    expect(outcome.units[0]).toEqual(['north', null, true]);
    expect(outcome.warnings).toEqual(['The volume of 1 of the 2 contracts of north is unknown, and counts as 0.']);
  });

  it('a volume of a unit that stops: nobody can say that the customer would be served', () => {
    const outcome = run([unit('north', 50, 0, contract(a, null)), far], change([], [], ['north']));
    expect(outcome).toMatchObject({ feasible: false, scenario: { unmetVolume: 0, customersAtRisk: 'a' } });
    expect(outcome.warnings).toEqual([
      'The volume that north delivers to a (a) is unknown: it cannot be moved elsewhere, and the customer counts as at risk.',
    ]);
  });

  it('a place: units are tried in their order, those without one last', () => {
    const lost = customer('lost', null);
    const units = [unit('adrift', 10, null, contract(a, 1, 1)), unit('there', 10, 5, contract(b, 1, 1))];
    const near = run(units, change([wants(customer('new', 0), 12)]));
    expect(near.units).toEqual([
      ['adrift', 0.4, false],
      ['there', 1, false],
    ]);
    expect(near.warnings).toEqual([
      'The location of adrift is unknown: it was tried last.',
      'new (new) would be shared by adrift and there.',
    ]);
    const distant = run(units, change([wants(lost, 5)]));
    expect(distant.units[0]).toEqual(['adrift', 0.6, false]);
    expect(distant.warnings).toContain(
      'The location of lost (lost) is unknown: units were tried in the order of their codes.',
    );
  });

  it('a cost: the mean is that of the rest', () => {
    const units = [
      unit('north', 100, 0, contract(a, 30, null), contract(b, 20, 5)),
      unit('free', 100, 9, contract(c, 10)),
    ];
    const outcome = run(units, change([wants(customer('new', 9), 15)]));
    expect(outcome.scenario.costPerUnitEur).toBe(5);
    expect(outcome.warnings).toEqual([
      'The cost of 55 of the 75 meals or kilograms delivered in a day is unknown: the stated cost is that of the rest.',
    ]);
  });

  it('a capacity of 0 has no utilisation, and is soon exceeded', () => {
    expect(run([unit('none', 0, 0, contract(a, 1))], change([])).units).toEqual([['none', null, true]]);
  });
});
