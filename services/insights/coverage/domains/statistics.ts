import { sql, type RawBuilder } from 'kysely';
import { holdsOn } from '../../../kit/reading/period.ts';
import { isOpenToday } from '../../../kit/register/register-conditions.ts';
import { latestYear } from '../../search/year.filter.ts';
import { CoverageDomain } from '../coverage-domain.ts';
import { isListed, isWhole, type DomainSource, type Within } from './domain-source.ts';

const declared = 'clinical.declared_activity';
const isDeclared = isWhole(declared, 'FILTRE');
const loadStatistics = '`maillage import sae` loads the annual statistics of all hospitals.';

/** The establishments with rows of yearly statistics, in the latest year: the facts of a domain, all of them known. */
const stated = (
  within: Within,
  statistics: string,
  { condition = sql<boolean>`true`, isExpected = false } = {},
): RawBuilder<unknown> => sql`
      select f.establishment_finess, null, f.establishment_finess, 1, ${sql.lit(isExpected ? 1 : 0)}, f.source_code, make_date(f.year, 12, 31)
      from ${sql.table(statistics)} f where f.year = ${latestYear(statistics)} and ${condition} and ${within(sql`f.establishment_finess`)}`;

/** The establishments that declare at least one of some activities in the latest year: facts that are expected. */
const declaring = (
  within: Within,
  [known, expected]: [known: 0 | 1, expected: 0 | 1],
  ...activities: string[]
): RawBuilder<unknown> => sql`
      select f.establishment_finess, null, f.establishment_finess, ${sql.lit(known)}, ${sql.lit(expected)}, f.source_code, make_date(f.year, 12, 31)
      from ${sql.table(declared)} f
      where f.year = ${latestYear(declared)} and f.is_present and f.activity_code = any(${activities}::text[]) and ${within(sql`f.establishment_finess`)}`;

const both = (one: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${one} union all ${other}`;

/** The structures of a table that operate today, counted at their sites. */
const structures = (table: string): RawBuilder<unknown> => sql`
      select l.site_finess, null, l.site_finess, count(*)::int, 0, min(l.source_code), null::date
      from ${sql.table(table)} l where ${holdsOn(sql`l.period`, null)} group by l.site_finess`;

/** What the statistics state, and the structures and authorisations of which official sources count some. */
export const statisticsDomains = {
  [CoverageDomain.CAPACITY]: {
    facts: (within) =>
      both(
        stated(within, 'clinical.care_activity', {
          condition: sql<boolean>`greatest(f.beds, f.places, f.full_stays, f.day_stays, f.bed_days) > 0`,
        }),
        declaring(within, [0, 1], 'HEB_MED', 'HEB_CHIR', 'HEB_PERINAT', 'HEB_PSY', 'HEB_SSR', 'HEB_SLD', 'HAD'),
      ),
    isCounted: isDeclared,
    remedy: loadStatistics,
  },
  [CoverageDomain.IMAGING]: {
    facts: (within) => both(stated(within, 'clinical.imaging_activity'), declaring(within, [0, 1], 'IMAG')),
    isCounted: isDeclared,
    remedy: loadStatistics,
  },
  [CoverageDomain.LABORATORIES]: {
    facts: (within) => sql`${structures('clinical.laboratory')} union all ${declaring(within, [1, 0], 'BIO')}
      union all
      select e.finess, null, e.finess, 0, 1, e.source_code, e.listed_on
      from establishments.establishment e where e.category_code = '611' and e.level = 'SITE' and ${isOpenToday} and ${within(sql`e.finess`)}`,
    isCounted: isListed('SITES'),
    remedy: `${loadStatistics} Laboratories may load the dataset \`laboratories\`.`,
  },
  [CoverageDomain.PHARMACIES]: {
    facts: (within) => both(structures('clinical.pharmacy'), declaring(within, [1, 1], 'MEDIC')),
    isCounted: isDeclared,
    remedy: `${loadStatistics} Pharmacies may load the dataset \`pharmacies\`.`,
  },
  [CoverageDomain.AUTHORISATIONS]: {
    facts: (within) => sql`
      select coalesce(a.site_finess, a.legal_entity_finess), null, coalesce(a.site_finess, a.legal_entity_finess),
        count(*)::int, count(*)::int, min(a.source_code), max(a.listed_on)
      from clinical.authorisation a where a.is_active and ${holdsOn(sql`a.period`, null)}
        and (${within(sql`a.site_finess`)} or a.site_finess is null and ${within(sql`a.legal_entity_finess`)}) group by 1`,
    isCounted: isListed('AUTHORISATIONS'),
    remedy: '`maillage import finess-plus` loads the authorised activities of all establishments.',
  },
  [CoverageDomain.WORKFORCE]: {
    facts: (within) =>
      both(
        stated(within, 'clinical.medical_staff', { isExpected: true }),
        stated(within, 'clinical.other_staff', { isExpected: true }),
      ),
    isCounted: sql<boolean>`(${isWhole('clinical.medical_staff', 'Q20')} and ${isWhole('clinical.other_staff', 'Q24')})`,
    remedy: loadStatistics,
  },
  [CoverageDomain.INTERNS]: {
    facts: (within) => stated(within, 'clinical.intern_census', { isExpected: true }),
    isCounted: isWhole('clinical.intern_census', 'Q22'),
    remedy: loadStatistics,
  },
} satisfies Partial<Record<CoverageDomain, DomainSource>>;
