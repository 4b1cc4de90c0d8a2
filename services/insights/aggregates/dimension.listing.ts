import { sql, type RawBuilder } from 'kysely';
import { CodeSystem } from '../../kit/vocabulary/coding.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { AggregateDimension } from './aggregate.entity.ts';

/** How establishments, as `e`, are told apart by a dimension. */
interface DimensionSource {
  system: string;
  /** The code of an establishment, or of a year `y`; null where none is known. */
  code: RawBuilder<unknown>;
  /** What the code is read from, where it is not the register itself. */
  join?: RawBuilder<unknown>;
  /** Whether it follows from where the establishment lies: the code is one of `place`, which `placesOf` joins. */
  isPlace?: boolean;
  /** What a code means. */
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

// A legal entity hands its group down to its sites. An associate or a partner is beside the group, not in it.
const groups = sql`left join (
      select distinct s.finess, m.grouping_code
      from establishments.membership m join establishments."grouping" g on g.code = m.grouping_code
      join establishments.establishment s on m.establishment_finess in (s.finess, s.legal_entity_finess)
      where g.kind in ('GHT', 'GHT_PSYCHIATRY') and m.role not in ('ASSOCIATE', 'PARTNER') and ${holdsOn(sql`m.period`, null)}
    ) ght on ght.finess = e.finess`;

export const dimensionSources: Record<AggregateDimension, DimensionSource> = {
  [AggregateDimension.REGION]: territory('place.region_code'),
  [AggregateDimension.DEPARTMENT]: territory('place.department_code'),
  [AggregateDimension.CATEGORY]: nomenclature('e.category_code', CodeSystem.category),
  [AggregateDimension.LEGAL_STATUS]: nomenclature('e.legal_status_code', CodeSystem.legalStatus),
  [AggregateDimension.GHT]: {
    system: CodeSystem.hub,
    code: sql`ght.grouping_code`,
    join: groups,
    label: (code) => sql`(select g.name from establishments."grouping" g where g.code = ${code})`,
  },
  [AggregateDimension.YEAR]: { system: CodeSystem.hub, code: sql`y.year::text`, label: (code) => code },
};

/** The joins that some dimensions need, each once. */
export const joinsOf = (dimensions: AggregateDimension[]): RawBuilder<unknown> =>
  sql.join([...new Set(dimensions.map((dimension) => dimensionSources[dimension].join ?? sql``))], sql` `);

/** Joins where the establishments lie, where a dimension is of that. */
export const placesOf = (dimensions: AggregateDimension[]): RawBuilder<unknown> =>
  dimensions.some((dimension) => dimensionSources[dimension].isPlace)
    ? sql`left join establishments.territory place on place.code = e.territory_code`
    : sql``;
