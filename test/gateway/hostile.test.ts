import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicSchema } from '../../schema/check.ts';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { sendHostile } from '../support/hostile-answers.ts';
import { hostileBodies } from '../support/hostile-bodies.ts';
import { hostileRequests, KINDS } from '../support/hostile-requests.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { listen } from './engines.ts';

const SEED = 18_730_331;
let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

it.each<Engine>(['local', 'remote'])('hostile requests to the %s engine are refused with a code', async (engine) => {
  const schema = publicSchema(await readSupergraph());
  const requests = hostileRequests(schema, await readOperations(), { seed: SEED, numRuns: 100 });
  expect(new Set(requests.map(({ name }) => name)).size).toBe(KINDS);
  const { url, close } = await listen(hub.gateways[engine]);
  const { problems, answered } = await sendHostile(`${url}/graphql`, [...hostileBodies, ...requests]);
  await close();
  expect(problems, `seed ${SEED}`).toEqual([]);
  // Requests that are refused before execution test only that.
  expect(answered).toBeGreaterThan(20);
  expect(hub.logged).toEqual([]);
});
