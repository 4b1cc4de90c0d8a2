import { sql, type RawBuilder } from 'kysely';
import { pageSize } from '../../kit/reading/list.ts';
import { perParent } from '../../kit/reading/query.ts';
import type { Context } from '../tables.ts';
import type { Unmet } from './unmet-need.ts';

/** The FINESS numbers of the establishments that could take over a service of a need, nearest first: one statement for all needs. */
export const alternativesTo = (context: Context, unmet: Unmet, first: number): Promise<string[]> => {
  const { stoppage, finess, services, dailyVolume } = unmet;
  const size = pageSize({ first });
  return context
    .loader(`${size} alternatives to ${stoppage.finess} ${stoppage.resources.join()}`, async (needs) => {
      const parsed = needs.map((need) => JSON.parse(need) as [string, string[], number | null]);
      const each = parsed.flatMap(([consumer, wanted, volume], index) =>
        wanted.map((service) => ({ need: needs[index]!, consumer, service, volume })),
      );
      const { rows } = await sql<{ '~of': string; finess: string }>`
        with need as (
          select n.*, spot.place from unnest(
            ${each.map(({ need }) => need)}::text[], ${each.map(({ consumer }) => consumer)}::text[],
            ${each.map(({ service }) => service)}::text[], ${each.map(({ volume }) => volume)}::numeric[]
          ) as n (need, consumer_finess, service, volume) ${spotOf(sql`n.consumer_finess`)}),
        usable as (
          select distinct o.service, o.provider_finess, o.place_finess, ${capacityLeft} as capacity_left
          from offer o join establishments.establishment p on p.finess = o.provider_finess
          where o.service = any(${[...new Set(each.map(({ service }) => service))]}::text[])
            and o.period @> current_date and (p.closed_on is null or p.closed_on > current_date)
            and not (o.provider_finess = any(${stoppage.establishments}::text[]) or o.place_finess = any(${stoppage.establishments}::text[]))
            and coalesce(o.resource_type || ' ' || o.resource_key <> all(${stoppage.resources}::text[]), true)),
        offered as materialized (select usable.*, spot.place from usable ${spotOf(sql`usable.place_finess`)}),
        ranked as (
          select n.need, o.provider_finess,
            -- Through the earth, which grows with the way along its surface.
            row_number() over (partition by n.need order by min(n.place <-> o.place) nulls last, o.provider_finess) as rank
          from need n join offered o on o.service = n.service
          where o.capacity_left is null or o.capacity_left >= n.volume or (n.volume is null and o.capacity_left > 0)
          group by n.need, o.provider_finess)
        select need as "~of", provider_finess as finess from ranked where rank <= ${size}::int order by need, rank
      `.execute(context.db, context.options);
      return perParent(needs, rows, (row) => row.finess);
    })
    .load(JSON.stringify([finess, services, dailyVolume]));
};

/** The capacity of a production unit beyond the known volumes of its contracts in force; null for other resources, or if the capacity is unknown. */
const capacityLeft = sql`o.daily_capacity::numeric - coalesce((
  select sum(s.daily_volume::numeric) from logistics.supply_contract s
  where o.daily_capacity is not null and s.unit_code = o.resource_key and s.period @> current_date), 0)`;

/**
 * Joins the locations of an establishment: for a legal entity those of its sites, as the register locates few legal
 * entities. `offset 0` keeps the subquery separate, so that only the establishment's own sites are looked up.
 */
const spotOf = (finess: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  left join lateral (
    select ll_to_earth(e.latitude, e.longitude) as place
    from rollup r join establishments.establishment e on e.finess = r.member_finess
    where r.establishment_finess = ${finess} and e.latitude is not null offset 0) spot on true`;
