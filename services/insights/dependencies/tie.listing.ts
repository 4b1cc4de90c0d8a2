import { sql, type RawBuilder } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { columnNameOf } from '../../kit/reading/entity-columns.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { Context } from '../tables.ts';
import { DependencyDirection, type DependencyWhere } from './dependency.filter.ts';
import type { DependencyEdge } from './dependency-edge.entity.ts';

/** What a consumer relies on a provider for, on a day: the flows that differ in nothing but their period, or how they are provided, are one. */
export interface Tie extends Omit<DependencyEdge, 'period' | 'placeFiness'> {
  /** Its place among ties, which no other has. */
  key: string;
  /** The day on which it holds; today, where it is absent. */
  asOf: string | null;
}

/** A tie that counts for an establishment which its near end belongs to, or which belongs to its near end. */
export type HeldTie = Tie & { holder: string };

/** The properties that distinguish ties. */
const identity = [
  'consumerFiness',
  'providerFiness',
  'domain',
  'service',
  'label',
  'resourceType',
  'resourceKey',
] as const;
const grouped = sql.join(identity.map((name) => sql.ref(`t.${columnNameOf(name)}`)));

/** The ties of a view on a day that fulfil a condition on it, as `t`. */
export const tiesIn = (
  view: 'dependency_edge' | 'reliance',
  condition: Condition,
  asOf: DependencyWhere['asOf'],
): RawBuilder<Row> =>
  // What every flow states adds up; in decimals, as it is written.
  sql<Row>`
    select ${grouped}, case when count(t.share) = count(*) then least(sum(t.share::numeric), 1)::float8 end as share,
      sum(t.daily_volume::numeric)::float8 as daily_volume, min(t.action_reference) as action_reference
    from ${sql.table(view)} t where ${condition} and ${holdsOn(sql`t.period`, asOf)} group by ${grouped}`;

/** Columns as the view names them. */
type Row = Record<string, string | number | null>;

/** The columns of ties that were read as `tie`. */
export const tieColumns = sql.join(
  [...identity, 'share', 'dailyVolume', 'actionReference'].map(
    (name) => sql`${sql.ref(`tie.${columnNameOf(name)}`)} as ${sql.id(name)}`,
  ),
);

/** Ties as they were read, in the order of their keys. */
export const keyed = <Read extends Omit<Tie, 'key' | 'asOf'>>(
  rows: Read[],
  asOf: DependencyWhere['asOf'],
): (Read & Tie)[] =>
  rows
    .map((row) => ({
      ...row,
      asOf: asOf ?? null,
      key: identity.map((name) => row[name] ?? '').join(' '),
    }))
    .toSorted((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));

/** Which establishments' ties count for an establishment. */
export enum Rollup {
  /** Its own, and those of its sites. */
  Sites = 'Sites',
  /** Its own, and those of its legal entity, which is hit by what hits it. */
  LegalEntity = 'LegalEntity',
}

/** The ties that count for any of the establishments, for each of them, in one statement. */
export async function tiesHeldBy(
  { db, options }: Context,
  finess: string[],
  rollup: Rollup,
  { direction, domains, asOf, except }: DependencyWhere,
): Promise<HeldTie[]> {
  const [near, far] =
    direction === DependencyDirection.UPSTREAM
      ? ['consumer_finess', 'provider_finess']
      : ['provider_finess', 'consumer_finess'];
  const [holder, held] =
    rollup === Rollup.Sites ? ['establishment_finess', 'member_finess'] : ['member_finess', 'establishment_finess'];
  // The near ends as one array: each branch of the view then takes them through its index.
  const among = sql<boolean>`${sql.ref(`t.${near}`)} = any(array(select near_finess from rolled_up))`;
  const wanted = domains ? sql`and t.domain = any(${domains}::text[])` : sql``;
  const others = except?.length ? sql`and ${sql.ref(`t.${far}`)} <> all(${except}::text[])` : sql``;
  const { rows } = await sql<HeldTie>`
    with rolled_up as materialized (
      select ${sql.ref(holder)} as holder, ${sql.ref(held)} as near_finess from rollup where ${sql.ref(holder)} = any(${finess}::text[])),
    tie as (${tiesIn('dependency_edge', sql<boolean>`${among} ${wanted} ${others}`, asOf)})
    select rolled_up.holder, ${tieColumns} from rolled_up join tie on ${sql.ref(`tie.${near}`)} = rolled_up.near_finess
  `.execute(db, options);
  return keyed(rows, asOf);
}

/** Whether no one else, the consumer itself included, serves a tie's consumer for the same service that day. */
export const isSoleProvider = (context: Context, { consumerFiness, service, asOf }: Tie): Promise<boolean> =>
  context
    .loader(`sole providers as of ${asOf}`, async (needs) => {
      const [consumers, services] = [0, 1].map((part) => needs.map((need) => (JSON.parse(need) as string[])[part]));
      const { rows } = await sql<{ need: string }>`
        select json_build_array(consumer_finess, service)::text as need from reliance t
        where consumer_finess = any(${consumers}::text[]) and service = any(${services}::text[]) and ${holdsOn(sql`t.period`, asOf)}
        group by consumer_finess, service having count(distinct provider_finess) > 1
      `.execute(context.db, context.options);
      const shared = new Set(rows.map(({ need }) => JSON.stringify(JSON.parse(need))));
      return needs.map((need) => !shared.has(need));
    })
    .load(JSON.stringify([consumerFiness, service]));
