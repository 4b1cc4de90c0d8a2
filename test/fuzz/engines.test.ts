import { afterAll, beforeAll, expect, it } from 'vitest';
import { chance } from '../bench/chance.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { differenceOf, openReference, type Reference } from './difference.ts';
import { readKnownValues } from './known-values.ts';
import { RandomOperations } from './random-operation.ts';
import { reduce } from './reduce.ts';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 60);
const SEED = Number(process.env['FUZZ_SEED'] ?? 15);
const LIMITS = { cost: 200_000, depth: 20, fields: 2_000, repeatedFields: 100 };

let hub: TestHub;
let reference: Reference;

beforeAll(async () => {
  hub = await testHub({ limits: LIMITS });
  reference = await openReference(hub);
});

afterAll(async () => {
  await reference?.close();
  await hub?.close();
});

it('both engines and graphql-js answer random operations alike', { timeout: (SECONDS + 600) * 1000 }, async () => {
  const operations = new RandomOperations(reference.schema, await readKnownValues(hub), chance(SEED));
  const end = performance.now() + SECONDS * 1000;
  let compared = 0;
  let skipped = 0;
  while (performance.now() < end) {
    const operation = operations.next();
    const difference = await differenceOf(hub, reference, operation);
    if (difference === 'skipped') skipped++;
    else compared++;
    if (difference === 'skipped' || difference === undefined) continue;
    const differs = async (smaller: typeof operation): Promise<boolean> => {
      const found = await differenceOf(hub, reference, smaller);
      return found !== undefined && found !== 'skipped';
    };
    const smallest = await reduce(operation, differs);
    expect.fail(
      `After ${compared} operations of seed ${SEED}:\n${smallest.query}\n${JSON.stringify(smallest.variables)}\n${await differenceOf(hub, reference, smallest)}`,
    );
  }
  process.stderr.write(`fuzz: seed ${SEED}, ${compared} operations without a difference, ${skipped} not compared\n`);
  expect(compared).toBeGreaterThan(SECONDS);
});
