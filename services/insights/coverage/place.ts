import { sql, type RawBuilder } from 'kysely';
import { holdsOn } from '../../kit/reading/period.ts';
import { isPartOfGrouping } from '../../kit/register/member.ts';

/** What coverage may be of. */
export type PlaceKind = 'country' | 'territory' | 'grouping' | 'establishment';

/** The places of a kind, in SQL. */
interface PlaceSource {
  /** Those that exist, of the keys asked for: `place`. */
  asked(keys: readonly string[]): RawBuilder<unknown>;
  /** The facts `fact` that count in each of them: a join that has `place.place`. */
  join: RawBuilder<unknown>;
  /** The establishments of each: `place`, `finess`; none where the join needs none. */
  establishments?: RawBuilder<unknown>;
}

export const placeSources: Record<PlaceKind, PlaceSource> = {
  country: {
    asked: () => sql`select ''::text as place`,
    join: sql`cross join asked place`,
  },
  territory: {
    asked: (keys) => sql`select code as place from establishments.territory where code = any(${keys}::text[])`,
    establishments: sql`
      select asked.place, e.finess
      from asked
      join establishments.territory t on asked.place in (t.code, t.department_code, t.region_code)
      join establishments.establishment e on e.territory_code = t.code`,
    join: sql`join place on place.finess = fact.finess`,
  },
  // Sites belong to the group of their legal entity. Partners and associates are not members.
  grouping: {
    asked: (keys) => sql`select code as place from establishments."grouping" where code = any(${keys}::text[])`,
    establishments: sql`
      select m.grouping_code as place, r.member_finess as finess
      from establishments.membership m join rollup r on r.establishment_finess = m.establishment_finess
      where m.grouping_code in (select place from asked) and ${isPartOfGrouping} and ${holdsOn(sql`m.period`, null)}
      union
      select place, null from asked`,
    join: sql`join place on case
        when fact.grouping_code is null then place.finess = fact.finess
        else place.place = fact.grouping_code and place.finess is null end`,
  },
  establishment: {
    asked: (keys) => sql`select finess as place from establishments.establishment where finess = any(${keys}::text[])`,
    establishments: sql`
      select establishment_finess as place, member_finess as finess from rollup where establishment_finess in (select place from asked)`,
    join: sql`join place on place.finess = fact.finess`,
  },
};
