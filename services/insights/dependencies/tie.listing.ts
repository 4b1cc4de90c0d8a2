import { sql, type RawBuilder } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { columnNameOf } from '../../kit/reading/entity-columns.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { Context } from '../tables.ts';
import { DependencyDirection, type DependencyWhere } from './dependency.filter.ts';
import type { DependencyEdge } from './dependency-edge.entity.ts';

/** A service for which a consumer relies on a provider, on a day. Flows that differ only in their period or conditions are one tie. */
export interface Tie extends Omit<DependencyEdge, 'period' | 'placeFiness'> {
  /** Identifies and orders the tie. */
  key: string;
  /** The day on which it is in force; null for today. */
  asOf: string | null;
}

/** A tie that counts for `holder`: its near end, or the legal entity or a site of its near end. */
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

/** The ties of a view on a day that meet a condition on `t`. */
export const tiesIn = (
  view: 'dependency_edge' | 'reliance',
  condition: Condition,
  asOf: DependencyWhere['asOf'],
): RawBuilder<Row> =>
  // Figures add up if every flow states them. Decimals keep them exact.
  sql<Row>`
    select ${grouped}, case when count(t.share) = count(*) then least(sum(t.share::numeric), 1)::float8 end as share,
      sum(t.daily_volume::numeric)::float8 as daily_volume, min(t.action_reference) as action_reference
    from ${sql.table(view)} t where ${condition} and ${holdsOn(sql`t.period`, asOf)} group by ${grouped}`;

/** A row with the column names of the view. */
type Row = Record<string, string | number | null>;

/** The columns of ties read as `tie`. */
export const tieColumns = sql.join(
  [...identity, 'share', 'dailyVolume', 'actionReference'].map(
    (name) => sql`${sql.ref(`tie.${columnNameOf(name)}`)} as ${sql.id(name)}`,
  ),
);

/** Ties from rows, in the order of their keys. */
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

/** The establishments whose ties count for an establishment. */
export enum Rollup {
  /** Itself and its sites. */
  Sites = 'Sites',
  /** Itself and its legal entity, which is affected when the site is. */
  LegalEntity = 'LegalEntity',
}

/** The ties that count for each of the establishments, in one statement. */
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
  // With the near ends in one array, each branch of the view uses its index.
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

/** The activity that establishments state of themselves in the latest year of the statistics, as `offer` names services. */
const ownDevices = sql`
          select 'IMAGING ' || modality as service, establishment_finess as finess from clinical.imaging_activity
          where year = (select max(year) from clinical.imaging_activity) and devices > 0`;

/**
 * Whether the provider of a tie is the only one that provides its service to its consumer on that day: false if another does, null if
 * that is unknown, as the known shares do not add up to the whole need, or the consumer provides the service itself.
 */
export const isSoleProvider = (context: Context, { consumerFiness, service, asOf }: Tie): Promise<boolean | null> =>
  context
    .loader<boolean | null>(`sole providers as of ${asOf}`, async (needs) => {
      const [consumers, services] = [0, 1].map((part) => needs.map((need) => (JSON.parse(need) as string[])[part]));
      const { rows } = await sql<{ isSole: boolean | null }>`
        select case when provided.providers > 1 then false when provided.share >= 1 and not exists (
            select from rollup r join (
              select service, provider_finess as finess from offer where ${holdsOn(sql`offer.period`, asOf)}
              union all ${ownDevices}
            ) own on own.finess = r.member_finess and own.service = need.service
            where r.establishment_finess = need.consumer) then true end as "isSole"
        from unnest(${consumers}::text[], ${services}::text[]) with ordinality need (consumer, service, position)
        left join lateral (
          select count(distinct t.provider_finess) as providers, case when count(t.share) = count(*) then sum(t.share::numeric) end as share
          from reliance t
          where t.consumer_finess = need.consumer and t.service = need.service and ${holdsOn(sql`t.period`, asOf)}
        ) provided on true
        order by need.position
      `.execute(context.db, context.options);
      return rows.map(({ isSole }) => isSole);
    })
    .load(JSON.stringify([consumerFiness, service]));
