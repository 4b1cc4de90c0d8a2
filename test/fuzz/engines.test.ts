import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous } from '../../platform/contract/caller.ts';
import { chance } from '../bench/chance.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { partner } from '../support/tokens.ts';
import { differenceOf, openReference, type Reference } from './difference.ts';
import { readKnownValues } from './known-values.ts';
import { changed } from './nearly-valid.ts';
import { RandomOperations } from './random-operation.ts';
import { reduce } from './reduce.ts';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 60);
const SEED = Number(process.env['FUZZ_SEED'] ?? 15);
/** The share of operations of which something is changed, so that most are not valid. */
const CHANGED = 0.25;
/** The share of operations of callers without a token. */
const ANONYMOUS = 0.25;
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
  const random = chance(SEED);
  const operations = new RandomOperations(reference.schema, await readKnownValues(hub), random);
  const end = performance.now() + SECONDS * 1000;
  let compared = 0;
  let skipped = 0;
  while (performance.now() < end) {
    const valid = operations.next();
    const operation = random() < CHANGED ? changed(valid, random) : valid;
    const caller = random() < ANONYMOUS ? anonymous : partner;
    const difference = await differenceOf(hub, reference, operation, caller);
    if (difference === 'skipped') skipped++;
    else compared++;
    if (difference === 'skipped' || difference === undefined) continue;
    const differs = async (smaller: typeof operation): Promise<boolean> => {
      const found = await differenceOf(hub, reference, smaller, caller);
      return found !== undefined && found !== 'skipped';
    };
    const smallest = await reduce(operation, differs);
    expect.fail(
      `After ${compared} operations of seed ${SEED}:\n${smallest.query}\n${JSON.stringify(smallest.variables)}\n${await differenceOf(hub, reference, smallest, caller)}`,
    );
  }
  process.stderr.write(`fuzz: seed ${SEED}, ${compared} operations without a difference, ${skipped} not compared\n`);
  expect(compared).toBeGreaterThan(SECONDS);
});
