import { expect, it } from 'vitest';
import { everything, extract, importTest, legalEntity, place, site, sites } from './fixtures.ts';

const test = importTest();

it('writes nothing the second time', async () => {
  const files = {
    'ej.csv': extract('2021-01-08', legalEntity()),
    'et.csv': extract('2021-01-08', site(), ...sites(30), place()),
  };
  await test.load(files, { partial: true });
  const before = await everything(test.database);
  const { summary } = await test.load(files, { partial: true });
  expect([...summary.targets.values()].map(({ same, ...rest }) => rest)).toEqual(
    [...summary.targets].map(() => ({ new: 0, changed: 0, gone: 0 })),
  );
  expect(summary.targets.get('establishments')!.same).toBe(32);
  expect(await everything(test.database)).toEqual(before);
});
