import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { costMeter } from '../../gateway/rules/cost.ts';
import { bindOperation } from '../support/normal-operations.ts';
import { DEFAULT_LIMITS } from '../../gateway/rules/limits.ts';
import { publicSchema } from '../../schema/check.ts';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { post, useEngines } from './engines.ts';

describe('the graph', async () => {
  const supergraph = await readSupergraph();
  const hub = { schema: publicSchema(supergraph), meter: costMeter(supergraph) };
  const inHub = (query: string, variables?: Record<string, unknown>) =>
    hub.meter(hub.schema, bindOperation(hub.schema, { query, variables }));

  test.each((await readOperations()).map((operation) => [operation.name, operation] as const))(
    'allows %s',
    (_, { document, variables }) => {
      const spent = inHub(document, variables);
      expect(spent).toBeGreaterThan(0);
      expect(spent).toBeLessThan(DEFAULT_LIMITS.cost * 0.75);
    },
  );

  test('allows the queries of tools for the schema', () => {
    const dear = {
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
    };
    expect(inHub(getIntrospectionQuery({ ...dear, oneOf: true }))).toBeLessThan(DEFAULT_LIMITS.cost / 2);
    expect(
      inHub('{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }'),
    ).toBeGreaterThan(DEFAULT_LIMITS.cost / 2);
  });

  test('counts each value of what figures are asked for by', () => {
    const matches = (codes: string) =>
      inHub(`{ findEstablishments(where: {}) { nodes { measures(codes: [${codes}]) { value } } } }`);
    expect(matches('MRIS SCANNERS') - matches('MRIS')).toBe(500);
    expect(inHub('{ establishments { groupBy(field: CATEGORY) { count } } }')).toBeGreaterThan(5000);
  });

  test('refuses the establishments of a hundred territories, whose pages each walk the register', () => {
    const within = (first: number) =>
      inHub(`{ territories(first: ${first}) { nodes { establishments(first: 5) { nodes { name } } } } }`);
    expect(within(20)).toBeLessThan(DEFAULT_LIMITS.cost);
    expect(within(100)).toBeGreaterThan(DEFAULT_LIMITS.cost);
  });

  test('allows the indicators of a hundred groupings, which one statement computes for all', () => {
    const codes = 'SCANNERS_PER_100K MRIS_PER_100K MCO_BEDS_PER_100K MRI_EXAMS_PER_1000 INTERNS_PER_100K';
    const query = `{ groupings(first: 100) { nodes { indicators(codes: [${codes}], year: 2024) { value } } } }`;
    expect(inHub(query)).toBeLessThan(DEFAULT_LIMITS.cost / 5);
  });

  test('allows pages of a hundred within one another, and no deeper', () => {
    const sites = (inner: string) =>
      `{ establishments(first: 100) { nodes { name sites(first: 100) { nodes { name ${inner} } } } } }`;
    expect(inHub(sites(''))).toBeLessThan(DEFAULT_LIMITS.cost);
    expect(inHub(sites('memberships(first: 100) { nodes { role } }'))).toBeGreaterThan(DEFAULT_LIMITS.cost);
  });
});

describe('a budget', () => {
  const { engines } = useEngines({ limits: { cost: 440 } });
  const query = 'query ($n: Int!) { hospitals(first: $n) { code address { city } } }';

  test('is enforced whatever the media type, and the error names the cost and the budget', async () => {
    for (const { ask } of engines) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const { status, errors, data } = await ask(query, { n: 21 }, { accept });
        expect([status, data]).toEqual([400, undefined]);
        expect(errors).toEqual([
          {
            message: expect.stringMatching(
              /^A request may cost at most 440; this one costs 442\. Request smaller pages/,
            ),
            extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost' },
          },
        ]);
      }
    }
  });

  test('is available up to its limit', async () => {
    for (const { ask } of engines) expect((await ask(query, { n: 20 })).errors).toBeUndefined();
  });

  test('is in the response if the request asks for it', async () => {
    for (const { gateway } of engines) {
      const answer = async (extensions: object) =>
        (await (await gateway.fetch(post({ query, variables: { n: 2 }, extensions }))).json()) as {
          extensions?: object;
        };
      expect((await answer({ cost: true })).extensions).toEqual({ cost: { cost: 404, budget: 440 } });
      expect((await answer({})).extensions).toBeUndefined();
    }
  });
});
