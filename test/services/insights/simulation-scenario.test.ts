import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../../services/insights/simulation/network.ts';
import { change, contract, customer, run, unit, wants } from '../../support/networks.ts';

const a = customer('a', 0);
const b = customer('b', 1);
const c = customer('c', 2);

/** North 100 of 150 at 5 €, far 50 of 100 at 8 €. */
const two = [unit('north', 150, 0, contract(a, 60, 5), contract(b, 40, 5)), unit('far', 100, 3, contract(c, 50, 8))];

it('a great circle is as long as the tables say', () => {
  const paris = { latitude: 48.8566, longitude: 2.3522 };
  expect(distanceKm(paris, { latitude: 49.1193, longitude: 6.1757 })).toBeCloseTo(280.9, 0);
  expect(distanceKm(paris, paris)).toBe(0);
  expect(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(
    Math.PI * 6371.0088,
    6,
  );
});

describe('a network', () => {
  // 60 × 5 + 40 × 5 + 50 × 8 = 900 € for 150.
  const baseline = { dailyVolume: 150, dailyCapacity: 250, unmetVolume: 0, costPerUnitEur: 6, customersAtRisk: '' };

  it('without a change is what it is today', () => {
    expect(run(two, change([]))).toEqual({
      feasible: true,
      baseline,
      scenario: baseline,
      units: [
        ['north', 100 / 150, false],
        ['far', 0.5, false],
      ],
      warnings: [],
    });
  });

  it('takes a new customer on where it is nearest, at that unit’s cost', () => {
    const outcome = run(two, change([wants(customer('new', 2.9), 30)]));
    // 900 € and 30 × 8 € for 180.
    expect(outcome.scenario).toEqual({ ...baseline, dailyVolume: 180, costPerUnitEur: 1140 / 180 });
    expect(outcome).toMatchObject({ feasible: true, baseline, warnings: [] });
    expect(outcome.units).toEqual([
      ['north', 100 / 150, false],
      ['far', 0.8, false],
    ]);
  });

  it('shares a customer between units, and says what is beyond them all', () => {
    const outcome = run(two, change([wants(customer('new', 2.9), 110)]));
    // 50 to the far one, 50 to the other, 10 to nobody: 900 + 400 + 250 € for 250.
    expect(outcome.scenario).toEqual({
      dailyVolume: 260,
      dailyCapacity: 250,
      unmetVolume: 10,
      costPerUnitEur: 1550 / 250,
      customersAtRisk: 'new',
    });
    expect(outcome.feasible).toBe(false);
    expect(outcome.units.flat()).toEqual(['north', 1, false, 'far', 1, false]);
    expect(outcome.warnings).toEqual(['new (new) would be shared by north and far.']);
  });

  it('moves the customers of a unit that stops before it serves new ones', () => {
    const outcome = run(two, change([wants(customer('new', 3), 20)], [], ['north']));
    // a has 50 of its 60 from the far unit, b and the new one nothing.
    expect(outcome.scenario).toEqual({
      dailyVolume: 170,
      dailyCapacity: 100,
      unmetVolume: 70,
      costPerUnitEur: 8,
      customersAtRisk: 'abnew',
    });
    expect(outcome.units).toEqual([['far', 1, false]]);
    expect(outcome.baseline).toEqual(baseline);
  });

  it('lets customers go, also those of a unit that stops', () => {
    const outcome = run(two, change([], ['a', 'b'], ['north']));
    expect(outcome.scenario).toEqual({ ...baseline, dailyVolume: 50, dailyCapacity: 100, costPerUnitEur: 8 });
    expect(outcome.feasible).toBe(true);
    const changed = run(two, change([wants(a, 200)], ['a']));
    // 40 of b, and 110 of the 200 of a; the rest goes to the far unit, which has 50 left, and 40 nowhere.
    expect(changed.scenario).toMatchObject({ dailyVolume: 290, unmetVolume: 40, customersAtRisk: 'a' });
    expect(changed.warnings).toEqual(['a (a) would be shared by north and far.']);
  });

  it('counts what contracts ask for beyond a capacity as unmet, of all their customers, and moves none of it', () => {
    const outcome = run([unit('full', 80, 0, contract(a, 60), contract(b, 40)), two[1]!], change([]));
    expect(outcome.baseline).toMatchObject({
      dailyVolume: 150,
      dailyCapacity: 180,
      unmetVolume: 20,
      customersAtRisk: 'ab',
    });
    expect(outcome.feasible).toBe(false);
    expect(outcome.units[0]).toEqual(['full', 1.25, true]);
  });

  it('adds decimals as they are written', () => {
    const outcome = run([unit('exact', 0.3, 0, contract(a, 0.1), contract(b, 0.2))], change([]));
    expect(outcome).toMatchObject({ feasible: true, baseline: { dailyVolume: 0.3, unmetVolume: 0 } });
    expect(outcome.units).toEqual([['exact', 1, false]]);
  });

  it('without any unit meets nothing', () => {
    const outcome = run([], change([wants(a, 5)]));
    expect(outcome).toMatchObject({ feasible: false, units: [] });
    expect(outcome.scenario).toEqual({
      dailyVolume: 5,
      dailyCapacity: 0,
      unmetVolume: 5,
      costPerUnitEur: null,
      customersAtRisk: 'a',
    });
    expect(outcome.warnings).toEqual(['No operating unit has a contract in force today.']);
  });
});

it('says that a new customer is served already', () => {
  expect(run(two, change([wants(a, 5)])).warnings).toEqual([
    'a (a) is already supplied by north: the added volume is additional.',
  ]);
});
