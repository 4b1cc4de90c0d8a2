import { sql, type RawBuilder } from 'kysely';
import { isPartOfGrouping } from '../../kit/register/member.ts';
import type { IndicatorCode } from './indicator-code.ts';
import { figuresOf, hasTotals, totalsOf, wholeCodes } from './figures.ts';

/** The figures of one owner for one code, with the national figures. */
export interface Figure {
  owner: string;
  /** Null for a territory without figures. */
  code: IndicatorCode | null;
  numerator: number;
  denominator: number | null;
  nationalNumerator: number | null;
  nationalDenominator: number | null;
  rank: number | null;
  /** Whether the statistics are known in full, so that the numerator is the whole, and the national figures exist. */
  isWhole: boolean;
}

/** The figure of one grouping for one code. */
export type GroupingFigure = Pick<Figure, 'owner' | 'numerator' | 'denominator' | 'isWhole'> & {
  code: IndicatorCode;
  /** The sum over the known members and their sites; null if none is known. */
  memberSum: number | null;
};

/** The national figures for one code, which is their owner. */
type NationalFigure = Pick<Figure, 'owner' | 'numerator' | 'denominator'>;

/** The figures of many owners in one statement. */
export type StatementOf<Row> = (owners: readonly string[], codes: IndicatorCode[], year: number) => RawBuilder<Row>;

/** The figures of territories: at least one row for each existing territory. */
export const ofTerritories: StatementOf<Figure> = (territories, codes, year) => sql<Figure>`
  with asked as (select code, level from establishments.territory where code = any(${territories}::text[])),
    ${standing(codes, year, sql<boolean>`(area.level = 'DEPARTMENT' or area.level in (select level from asked))`)},
    ranked as (
      select *, case when rate is not null then rank() over (partition by code, level order by rate desc nulls last)::int end as rank
      from standing
    )
  select asked.code as owner, ranked.code, ranked.numerator, ranked.denominator,
    national.numerator as "nationalNumerator", national.denominator as "nationalDenominator",
    case when national.code is not null then ranked.rank end as rank, ranked.code in (${wholeCodes(codes, year)}) as "isWhole"
  from asked left join ranked on ranked.territory = asked.code left join national on national.code = ranked.code`;

/** The figures of groupings: the statistics' own totals, otherwise the sums over the members and their sites, which are given beside them. */
export const ofGroupings: StatementOf<GroupingFigure> = (groupings, codes, year) => sql<GroupingFigure>`
  with member as (
      select distinct m.grouping_code, own.finess
      from establishments.membership m cross join lateral (${sitesIn(year, sql`m.establishment_finess`)}) own
      where m.grouping_code = any(${groupings}::text[]) and m.period @> make_date(${year}, 12, 31)
        and ${isPartOfGrouping}
    ),
    figure as (
      select *, false as is_of_member from (${totalsOf(codes, year)}) as total where grouping_code = any(${groupings}::text[])
      union all
      select stated.code, member.grouping_code, stated.figure, true
      from member join (${figuresOf(codes, year)}) as stated using (finess)
    ),
    total as (
      select grouping_code as owner, code, code = any(${codes.filter(hasTotals)}::text[]) as has_total,
        (sum(figure) filter (where is_of_member))::float8 as "memberSum",
        (sum(figure) filter (where is_of_member is distinct from (code = any(${codes.filter(hasTotals)}::text[]))))::float8 as numerator
      from figure group by grouping_code, code
    )
  select total.*, people.population as denominator, total.has_total or total.code in (${wholeCodes(codes, year)}) as "isWhole"
  from total
  ${peopleOf(sql`establishments.grouping_inhabitants`, sql`p.grouping_code = total.owner`, year)}
  where total.numerator is not null`;

/** An establishment and the sites that belonged to it in a year: as the statistics of the year state (SAE), else as the register does. */
const sitesIn = (year: number, finess: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select ${finess} as finess
  union all
  select o.site_finess from establishments.yearly_owner o where o.legal_entity_finess = ${finess} and o.year = ${year}
  union all
  select s.finess from establishments.establishment s where s.legal_entity_finess = ${finess} and not exists (
    select from establishments.yearly_owner o where o.site_finess = s.finess and o.year = ${year} and o.legal_entity_finess <> ${finess})`;

/** Joins the inhabitants in a year: of the latest year known before it, or else of the first one after. */
const peopleOf = (table: RawBuilder<unknown>, isOwn: RawBuilder<unknown>, year: number): RawBuilder<unknown> => sql`
  left join lateral (
    select p.population from ${table} p where ${isOwn} order by p.year <= ${year} desc, abs(p.year - ${year}) limit 1
  ) as people on true`;

/** The national figures, if any. */
export const ofNation: StatementOf<NationalFigure> = (_, codes, year) => sql<NationalFigure>`
  with ${standing(codes, year, sql<boolean>`area.level = 'DEPARTMENT'`)}
  select code as owner, numerator, denominator from national`;

/**
 * Parts of a statement. `stated`: the figures of all establishments. `standing`: the figures of the territories of some
 * levels for each code, with their rates per inhabitant; an establishment counts in its commune, department and region.
 * `national`: the totals of all departments with a rate, of the codes
 * whose statistics are known in full.
 */
const standing = (codes: IndicatorCode[], year: number, isRequested: RawBuilder<boolean>): RawBuilder<unknown> => sql`
    stated as materialized (${figuresOf(codes, year)}),
    holder as (
      select finess, place.* from (select distinct finess from stated) as known
      -- One by one: the planner would rather read the whole register than follow its index some thousand times.
      cross join lateral (
        select case t.level when 'COMMUNE' then t.code end as commune, t.department_code, t.region_code
        from establishments.establishment e join establishments.territory t on t.code = e.territory_code
        where e.finess = known.finess offset 0
      ) as place
    ),
    standing as materialized (
      select sums.code, sums.territory, sums.level, sums.numerator, people.population as denominator,
        sums.numerator / nullif(people.population, 0) as rate
      from (
        select stated.code, area.level, area.territory, sum(stated.figure)::float8 as numerator
        from stated join holder using (finess)
        cross join lateral (
          values ('COMMUNE', holder.commune), ('DEPARTMENT', holder.department_code), ('REGION', holder.region_code)
        ) as area (level, territory)
        where area.territory is not null and ${isRequested}
        group by 1, 2, 3
      ) as sums
      ${peopleOf(sql`establishments.territory_population`, sql`p.territory_code = sums.territory`, year)}
    ),
    national as (
      select code, sum(numerator) as numerator, sum(denominator)::float8 as denominator
      from standing where level = 'DEPARTMENT' and rate is not null and code in (${wholeCodes(codes, year)}) group by 1
    )`;
