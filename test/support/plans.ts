import type { TestDatabase } from './database.ts';
import { listenTo, type TestSubgraph } from './subgraph.ts';

/** A node of a plan, with PostgreSQL's measurements of its execution. */
export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: Plan[];
}

/** The plans of the statements that a query costs. */
export async function explain(
  service: TestSubgraph,
  database: TestDatabase,
  query: string,
  variables: object,
): Promise<Plan[]> {
  const seen: [string, readonly unknown[]][] = [];
  const { errors } = await listenTo(
    (...statement) => seen.push(statement),
    () => service.execute(query, variables as Record<string, unknown>),
  );
  if (errors.length > 0) throw new Error(errors[0]!.message);
  const plans: Plan[] = [];
  await database.query(`set search_path = ${service.subgraph.name}, public`);
  for (const [text, values] of seen) {
    const [row] = await database.query(`explain (analyze, format json) ${text}`, values as unknown[]);
    plans.push(row!['QUERY PLAN'][0].Plan);
  }
  await database.query('set search_path = establishments, public');
  return plans;
}

/** A plan's nodes, itself first. */
export const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

const small = new Set([
  'nomenclature',
  'legal_status',
  'discipline',
  'specialty',
  'authorisation_code',
  'statistics_code',
]);

/** The tables that a plan scans sequentially, except small nomenclatures. */
export const readWhole = (plan: Plan): string[] =>
  nodesOf(plan)
    .filter((node) => node['Node Type'].includes('Seq Scan') && !small.has(node['Relation Name']!))
    .map((node) => node['Relation Name']!);

/** How many rows of a table a plan reads, including those that a filter removes. */
export const visited = (plan: Plan, table: string): number =>
  nodesOf(plan)
    .filter((node) => node['Relation Name'] === table)
    .reduce(
      (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    );

/** The statements of a list, but the look-ups of the codes that its `where` states, which it makes only if it finds nothing. */
export const withoutCodeLookUps = (statements: readonly string[], hasFound: boolean): readonly string[] =>
  hasFound ? statements : statements.filter((text) => !text.includes('as "isKnown"'));

/** How many pairs of rows a plan compares in vain: joined one by one, thousands and thousands are millions. */
export const comparedInVain = (plan: Plan): number =>
  nodesOf(plan).reduce((sum, node) => sum + (node['Rows Removed by Join Filter'] ?? 0) * node['Actual Loops'], 0);
