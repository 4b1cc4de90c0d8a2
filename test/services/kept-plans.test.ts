import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clinical } from '../../services/clinical/index.ts';
import { establishments } from '../../services/establishments/index.ts';
import type { RequestReader } from '../../services/kit/reading/request-reader.ts';
import type { Service } from '../../services/kit/service.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

/** How often PostgreSQL planned each of a document's statements, which is asked ten times with other variables each time. */
async function plansOf(service: Service, document: string, variables: (index: number) => object) {
  const one = await testSubgraph(service, database.url);
  for (let index = 0; index < 10; index++) {
    const { errors } = await one.execute(document, variables(index) as Record<string, unknown>);
    expect(errors).toEqual([]);
  }
  const { db, options } = one.subgraph.createContext({ requestId: 'test' }) as RequestReader<object>;
  const { rows } = await sql<{ generic: number; custom: number }>`
    select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements where statement like 'select%'
  `.execute(db, options);
  await one.close();
  return rows;
}

const numbers = ['570000596', '570000612', '570005165', '540000023', '540023264'];

it.each<[string, Service, string, (index: number) => object]>([
  [
    'an object by its key',
    establishments,
    'query ($finess: String!) { establishment(finess: $finess) { name category { label } } }',
    (index) => ({ finess: numbers[index % numbers.length] }),
  ],
  ['a page', establishments, '{ establishments(first: 20) { nodes { name category { label } } } }', () => ({})],
  [
    'lists of several parents',
    clinical,
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Establishment { careActivity(years: [2024]) { beds } } } }',
    (index) => ({ of: numbers.slice(0, 2 + (index % 4)).map((finess) => ({ __typename: 'Establishment', finess })) }),
  ],
])('the plan of %s is kept', async (_, service, document, variables) => {
  const plans = await plansOf(service, document, variables);
  // PostgreSQL tries five plans of their own before it takes the one for all.
  expect(plans).toEqual([{ generic: 5, custom: 5 }]);
});
