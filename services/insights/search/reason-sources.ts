import { sql, type RawBuilder } from 'kysely';
import type { IntFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import type { Sector } from '../../kit/vocabulary/sector.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import type { CrossDomainWhere } from './cross-domain.filter.ts';
import type { CrossDependencyFilter } from './dependency.filter.ts';
import {
  authorisations,
  careFigures,
  declarations,
  imagingFigures,
  laboratories,
  pharmacies,
} from './fact-sources.filter.ts';
import { contractsOf, cooperationsOf, membershipsOf, type CrossSupplyFilter } from './relations.filter.ts';
import { inYear } from './year.filter.ts';

/** The facts that may meet a condition: `finess` (whose they are), `fact` in words, `by_finess` (null for `finess` itself), and `year` of yearly ones. */
export interface ReasonSource {
  facts: RawBuilder<unknown>;
  isYearly?: boolean;
}

/** The figures of some columns, where stated: 'devices 2, exams 5,533'. */
const amounts = (figures: Record<string, string>): RawBuilder<unknown> =>
  sql`concat_ws(', ', ${sql.join(
    Object.entries(figures).map(
      ([column, name]) => sql`${`${name} `}::text || to_char(nullif(${sql.ref(`a.${column}`)}, 0), 'FM999,999,999')`,
    ),
  )})`;

const yearly = (facts: RawBuilder<unknown>): ReasonSource => ({ facts, isYearly: true });

const supplied = (kind: SupplyKind, { suppliedBy, any }: CrossSupplyFilter, path: string): ReasonSource | undefined =>
  any === false
    ? undefined
    : {
        facts: sql`
          select t.consumer_finess as finess, t.label as fact, t.provider_finess as by_finess
          from reliance t
          where t.service = ${kind} and ${holdsOn(sql`t.period`, null)}
            and (t.consumer_finess, t.resource_key) in (${contractsOf(kind, suppliedBy, path)(sql`s.customer_finess, u.code`)})`,
      };

/** The ties themselves: whom an establishment relies on through others is not told. */
const ties = ({ domain }: CrossDependencyFilter): ReasonSource => ({
  facts: sql`
    select d.consumer_finess as finess, d.label as fact, d.provider_finess as by_finess
    from dependency_edge d where ${holdsOn(sql`d.period`, null)} ${domain ? sql`and d.domain = any(${domain}::text[])` : sql``}`,
});

/** Why an establishment meets a condition that spans domains, by the name of the condition. */
export const reasonSources: {
  [Name in keyof CrossDomainWhere]?: (
    filter: NonNullable<CrossDomainWhere[Name]>,
    path: string,
  ) => ReasonSource | undefined;
} = {
  sector: (_: Sector[]) => ({
    facts: sql`select e.finess, e.sector as fact, e.legal_entity_finess as by_finess from establishments.establishment e`,
  }),
  membership: (filter, path) => ({
    facts: sql`
      select m.finess, g.name || ' (' || g.code || '): ' || m.role as fact, null::text as by_finess
      from (${membershipsOf(filter, path)(sql`m.establishment_finess as finess, m.grouping_code, m.role`)}) m
      join establishments."grouping" g on g.code = m.grouping_code`,
  }),
  cooperation: (filter, path) => ({
    facts: cooperationsOf(
      filter,
      path,
    )(sql`n.establishment_finess as finess, c.label as fact, c.provider_finess as by_finess`),
  }),
  care: (filter, path) =>
    yearly(
      sql`select * from (${careFigures(
        filter,
        path,
      )(sql`a.establishment_finess as finess, a.year,
        a.discipline || ' ' || a.year || ': ' || ${amounts({ beds: 'beds', places: 'places', full_stays: 'full stays', day_stays: 'day stays' })} as fact,
        null::text as by_finess, greatest(a.beds, a.places, a.full_stays, a.day_stays, a.bed_days) as amount`)}) stated where amount > 0`,
    ),
  imaging: (filter, path) =>
    yearly(
      sql`select * from (${imagingFigures(
        filter,
        path,
      )(sql`a.establishment_finess as finess, a.year,
        a.modality || ' ' || a.year || ': ' || ${amounts({ devices: 'devices', exams: 'exams' })} as fact,
        null::text as by_finess, greatest(a.devices, a.exams) as amount`)}) stated where amount > 0`,
    ),
  labs: (filter) => ({
    facts: laboratories(filter)(
      sql`o.establishment_finess as finess, l.name || coalesce(' (' || l.biosafety || ')', '') as fact, l.site_finess as by_finess`,
    ),
  }),
  pharmacy: (filter) => ({
    facts: pharmacies(filter)(sql`o.establishment_finess as finess, p.name as fact, p.site_finess as by_finess`),
  }),
  declared: (filter) =>
    yearly(
      sql`select * from (${declarations(filter)(sql`a.establishment_finess as finess, a.year,
        a.activity_code || ' ' || a.year || case when a.is_present then ': declared' else ': declared not to have it' end as fact,
        null::text as by_finess, a.is_present`)}) stated where is_present = ${filter.isPresent ?? true}::boolean`,
    ),
  authorisation: (filter) => ({
    facts: authorisations(filter)(sql`a.establishment_finess as finess,
      a.nature || ' ' || concat_ws('-', a.activity_code, a.modality_code, a.mention_code) || coalesce(' until ' || upper(a.period), '') as fact,
      a.site_finess as by_finess`),
  }),
  catering: (filter, path) => supplied(SupplyKind.MEALS, filter, path),
  laundry: (filter, path) => supplied(SupplyKind.LINEN, filter, path),
  interns: (_: IntFilter) =>
    yearly(sql`
      select a.establishment_finess as finess, a.year, a.total || ' interns ' || a.year as fact, null::text as by_finess
      from clinical.intern_census a where a.total > 0 and ${inYear(sql`a.year`, 'clinical.intern_census', null)}`),
  dependsOn: ties,
};
