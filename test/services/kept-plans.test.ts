import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../services/clinical/index.ts';
import { establishments } from '../../services/establishments/index.ts';
import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import type { Service } from '../../services/kit/service.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { cloneNational, hasRegister } from '../support/national.ts';
import { readWhole, type Plan } from '../support/plans.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { fillLists } from '../support/synthetic.ts';

let database: TestDatabase;
let service: TestSubgraph;
const opened: { close(): Promise<void> }[] = [];

const openOn = async (on: TestDatabase, of: Service): Promise<void> => {
  database = on;
  service = await testSubgraph(of, on.url);
  opened.push(service);
};

/** Executes a document ten times, each time with other variables, and returns the data of each execution. */
async function tenTimes(document: string, variables: (index: number) => Record<string, unknown>): Promise<any[]> {
  const answers: unknown[] = [];
  for (let index = 0; index < 10; index++) {
    const { data, errors } = await service.execute(document, variables(index));
    expect(errors).toEqual([]);
    answers.push(data);
  }
  return answers;
}

/**
 * How often PostgreSQL planned each prepared statement of the connection; of its generic plan, the rows that it estimates
 * and the tables that it scans sequentially. PostgreSQL makes five custom plans, and then keeps the generic one if that
 * costs no more.
 */
async function plans() {
  const reader = service.database.reader();
  const { rows } = await sql<{ generic: number; custom: number; statement: string }>`
    select generic_plans::int as generic, custom_plans::int as custom, statement
    from pg_prepared_statements where statement like 'select%'`.execute(reader);
  await database.query(`set search_path = ${service.subgraph.name}, public`);
  return Promise.all(
    rows.map(async ({ statement, ...counts }) => {
      const [row] = await database.query(`explain (generic_plan, format json) ${statement}`);
      const { Plan: plan } = row!['QUERY PLAN'][0] as { Plan: Plan & { 'Plan Rows': number } };
      return { ...counts, rows: plan['Plan Rows'], whole: readWhole(plan) };
    }),
  );
}

const kept = { generic: 5, custom: 5, whole: [] };

/** Two to five values, others for each index. */
const several = <Value>(index: number, value: (n: number) => Value): Value[] =>
  Array.from({ length: 2 + (index % 4) }, (_, n) => value(index + n));

const entitiesOf = (type: string, selection: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${selection} } } }`;

afterAll(async () => {
  for (const each of opened) await each.close();
});

describe('with twenty thousand rows a table, the plan is kept', () => {
  let synthetic: TestDatabase;

  beforeAll(async () => {
    synthetic = await cloneDatabase();
    await fillLists(synthetic, [
      'clinical.discipline',
      'clinical.care_unit',
      'clinical.care_unit_staff',
      'clinical.care_activity',
    ]);
  });

  afterAll(() => synthetic.drop());

  const unit = (n: number) => ({ __typename: 'CareUnit', id: encodeNodeId('CareUnit', `plan-${n + 1}`) });
  const site = (n: number) => ({ __typename: 'Establishment', finess: String(100_000_000 + n) });
  const one = <Value>(index: number, value: (n: number) => Value): Value[] => [value(index)];

  it.each([
    ['of an object by its key', one, 1],
    // Of as many keys as PostgreSQL assumes without seeing the list.
    ['of objects by their keys', several, 10],
  ])('%s', async (_, keys, rows) => {
    await openOn(synthetic, clinical);
    const answers = await tenTimes(entitiesOf('CareUnit', 'name'), (index) => ({ of: keys(index, unit) }));
    expect(answers).toEqual(
      answers.map((_answer, index) => ({ _entities: keys(index, (n) => ({ name: `Unité ${n + 1}` })) })),
    );
    expect(await plans()).toEqual([{ ...kept, rows }]);
  });

  it.each([
    ['of the rows of a parent', one],
    ['of the rows of several parents', several],
  ])('%s', async (_, keys) => {
    await openOn(synthetic, clinical);
    const document = entitiesOf('Establishment', 'careActivity(years: [2002]) { year beds }');
    const answers = await tenTimes(document, (index) => ({ of: keys(index, site) }));
    const activity = { careActivity: [{ year: 2002, beds: 3 }] };
    expect(answers).toEqual(answers.map((_answer, index) => ({ _entities: keys(index, () => activity) })));
    expect(await plans()).toMatchObject([kept]);
  });

  it('of a page', async () => {
    await openOn(synthetic, clinical);
    const list = '{ careUnits(first: 10) { edges { cursor } } }';
    const cursors = (await service.execute(list)).data.careUnits.edges.map((edge: { cursor: string }) => edge.cursor);
    const document = 'query ($after: String!) { careUnits(first: 5, after: $after) { nodes { name } } }';
    const answers = await tenTimes(document, (index) => ({ after: cursors[index] }));
    const names = await synthetic.query(
      `select jsonb_build_object('name', name) as node from clinical.care_unit order by code limit 15`,
    );
    const nodes = names.map(({ node }) => node as object);
    expect(answers).toEqual(
      cursors.map((_: string, index: number) => ({ careUnits: { nodes: nodes.slice(index + 1, index + 6) } })),
    );
    // The first page has no values to plan for.
    expect(await plans()).toMatchObject([{ generic: 1, custom: 0 }, kept]);
  });
});

describe.runIf(hasRegister)('on the national register, the plan is kept', () => {
  let national: TestDatabase;
  let entities: { finess: string; name: string; sites: number }[];
  const entity = (n: number) => entities[n % entities.length]!;

  beforeAll(async () => {
    national = await cloneNational();
    entities = await national.query(`
      select e.finess, e.name, count(*)::int as sites
      from establishment e join establishment s on s.legal_entity_finess = e.finess
      group by 1, 2 order by 3 desc, 1 limit 5`);
  });

  afterAll(() => national.drop());

  it('of an establishment by its number', async () => {
    await openOn(national, establishments);
    const document = 'query ($finess: String!) { establishment(finess: $finess) { name } }';
    const answers = await tenTimes(document, (index) => ({ finess: entity(index).finess }));
    expect(answers).toEqual(answers.map((_, index) => ({ establishment: { name: entity(index).name } })));
    expect(await plans()).toEqual([{ ...kept, rows: 1 }]);
  });

  it('of the counts of the sites of several legal entities', async () => {
    await openOn(national, establishments);
    const document = entitiesOf('Establishment', 'sites { totalCount }');
    const answers = await tenTimes(document, (index) => ({
      of: several(index, (n) => ({ __typename: 'Establishment', finess: entity(n).finess })),
    }));
    const counts = (index: number) => several(index, (n) => ({ sites: { totalCount: entity(n).sites } }));
    expect(answers).toEqual(answers.map((_, index) => ({ _entities: counts(index) })));
    // The entities themselves are found first.
    expect(await plans()).toMatchObject([kept, kept]);
  });

  it('of a page of establishments', async () => {
    await openOn(national, establishments);
    const answers = await tenTimes('{ establishments(first: 20) { nodes { finess category { label } } } }', () => ({}));
    const first = await national.query('select finess from establishment order by finess limit 20');
    for (const { establishments: page } of answers)
      expect(page.nodes.map((node: { finess: string }) => node.finess)).toEqual(first.map((row) => row['finess']));
    expect(await plans()).toMatchObject([kept]);
  });
});
