import { sql, type RawBuilder } from 'kysely';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import { hubDimension } from '../../kit/reading/hub-dimension.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { isPartOfGrouping } from '../../kit/register/member.ts';
import { ownerIn } from '../search/rollup.filter.ts';
import { AggregateDimension } from './aggregate.entity.ts';

/** How establishments, as `e`, are grouped by a dimension. */
interface DimensionSource {
  system: string;
  /** The code of an establishment, or of a year `y`; null if unknown. */
  code: RawBuilder<unknown>;
  /** The join that the code needs, if any. */
  join?: RawBuilder<unknown>;
  /** The same for the facts `f` of years, if it depends on the year; defaults to `join`. */
  joinOfFacts?: RawBuilder<unknown>;
  /** Whether it depends on the location: the code is then a column of `place`, which `placesOf` joins. */
  isPlace?: boolean;
  /** The label of a code. */
  label(code: RawBuilder<unknown>): RawBuilder<unknown>;
}

const territory = (column: string): DimensionSource => ({
  system: CodeSystem.territory,
  code: sql.ref(column),
  isPlace: true,
  label: (code) => sql`(select t.name from establishments.territory t where t.code = ${code})`,
});

const nomenclature = (column: string, system: string): DimensionSource => ({
  system,
  code: sql.ref(column),
  label: (code) =>
    sql`(select n.label from establishments.nomenclature n where n.system = ${system} and n.code = ${code})`,
});

const memberships = sql`
        select m.establishment_finess as finess, m.grouping_code
        from establishments.membership m join establishments."grouping" g on g.code = m.grouping_code
        where g.kind in ('GHT', 'GHT_PSYCHIATRY') and ${isPartOfGrouping} and ${holdsOn(sql`m.period`, null)}`;

// Sites belong to the group of their legal entity. Associates and partners are not members. Found from the memberships,
// which are few, by an index each: as one condition with `or`, all of the register would be compared with each of them.
const groups = sql`left join (
      select m.finess, m.grouping_code from (${memberships}) m
      union
      select s.finess, m.grouping_code
      from (${memberships}) m join establishments.establishment s on s.legal_entity_finess = m.finess
    ) ght on ght.finess = e.finess`;

// Facts of a year belong to the group of the owner in that year.
const groupsOfFacts = sql`left join lateral (
      select distinct m.grouping_code from (${memberships}) m
      where m.finess in (e.finess, ${ownerIn(sql`f.year`, { finess: sql`e.finess`, legalEntity: sql`e.legal_entity_finess` })})
    ) ght on true`;

// Only public establishments can be in a territorial hospital group (code de la santé publique, L6132-1). Whether another public one is
// in none is known once an extract of the register lists all groups.
const noGroup = sql`case when e.sector in ('PRIVATE_NON_PROFIT', 'PRIVATE_FOR_PROFIT')
      or exists (select from establishments.register_extract where scope = 'GROUPINGS') then 'NONE' end`;

export const dimensionSources: Record<AggregateDimension, DimensionSource> = {
  [AggregateDimension.REGION]: territory('place.region_code'),
  [AggregateDimension.DEPARTMENT]: territory('place.department_code'),
  [AggregateDimension.CATEGORY]: nomenclature('e.category_code', CodeSystem.category),
  [AggregateDimension.LEGAL_STATUS]: {
    system: CodeSystem.legalStatus,
    code: sql`e.legal_status_code`,
    label: (code) => sql`(select s.label from establishments.legal_status s where s.code = ${code})`,
  },
  [AggregateDimension.SECTOR]: hubDimension('e.sector'),
  [AggregateDimension.GHT]: {
    system: CodeSystem.hub,
    code: sql`coalesce(ght.grouping_code, ${noGroup})`,
    join: groups,
    joinOfFacts: groupsOfFacts,
    label: (code) => sql`(select g.name from establishments."grouping" g where g.code = ${code})`,
  },
  [AggregateDimension.YEAR]: { system: CodeSystem.hub, code: sql`y.year::text`, label: (code) => code },
};

/** The joins that the dimensions need, each once. */
export const joinsOf = (dimensions: AggregateDimension[]): RawBuilder<unknown> =>
  sql.join([...new Set(dimensions.map((dimension) => dimensionSources[dimension].join ?? sql``))], sql` `);

/** As `joinsOf`, for facts. */
export const joinsOfFacts = (dimensions: AggregateDimension[]): RawBuilder<unknown> =>
  sql.join(
    [
      ...new Set(
        dimensions.map((dimension) => {
          const { join, joinOfFacts } = dimensionSources[dimension];
          return joinOfFacts ?? join ?? sql``;
        }),
      ),
    ],
    sql` `,
  );

/** Joins the territories of the establishments, if a dimension needs them. */
export const placesOf = (dimensions: AggregateDimension[]): RawBuilder<unknown> =>
  dimensions.some((dimension) => dimensionSources[dimension].isPlace)
    ? sql`left join establishments.territory place on place.code = e.territory_code`
    : sql``;
