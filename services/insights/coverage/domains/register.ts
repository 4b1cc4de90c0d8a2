import { sql } from 'kysely';
import { holdsOn } from '../../../kit/reading/period.ts';
import { isPartOfGrouping } from '../../../kit/register/member.ts';
import { isOpenToday } from '../../../kit/register/register-conditions.ts';
import { CoverageDomain } from '../coverage-domain.ts';
import { isListed, type DomainSource } from './domain-source.ts';

const legalEntity = sql`null, e.finess, (e.name not in (e.finess, coalesce(e.derived_name, '')))::int, 1, e.source_code, e.listed_on`;
const isLegalEntity = sql`e.level = 'LEGAL_ENTITY' and ${isOpenToday}`;
const inForce = holdsOn(sql`m.period`, null);

/** What the register and the groupings' sources state. */
export const registerDomains = {
  [CoverageDomain.REGISTER]: {
    facts: (within) => sql`
      select e.finess, null::text as grouping_code, e.finess as item, 1 as known, 1 as expected, e.source_code, e.listed_on as as_of
      from establishments.establishment e where e.level = 'SITE' and ${isOpenToday} and ${within(sql`e.finess`)}`,
    isDistinct: true,
    isCounted: isListed('SITES'),
    remedy: '`maillage import finess` or `maillage import finess-plus` loads the national register.',
  },
  [CoverageDomain.LEGAL_ENTITIES]: {
    // One that is known by its number alone has no location: it counts where its sites are.
    facts: (within, kind) =>
      kind === 'country'
        ? sql`
      select e.finess, ${legalEntity} from establishments.establishment e where ${isLegalEntity}`
        : sql`
      select e.finess, ${legalEntity} from establishments.establishment e
      where ${isLegalEntity} and ${within(sql`e.finess`)} and (e.territory_code is not null or not exists (
        select from establishments.establishment s where s.legal_entity_finess = e.finess))
      union all
      select s.finess, ${legalEntity} from establishments.establishment s join establishments.establishment e on e.finess = s.legal_entity_finess
      where ${isLegalEntity} and e.territory_code is null and ${within(sql`s.finess`)}`,
    isCounted: isListed('SITES', 'LEGAL_ENTITIES'),
    remedy:
      '`maillage import finess` with the extracts of legal entities (cs1100501, cs1100502), or `maillage import finess-plus`, loads their names.',
  },
  [CoverageDomain.GROUP_MEMBERS]: {
    facts: () => sql`
      select m.establishment_finess, m.grouping_code, m.grouping_code || ' ' || m.establishment_finess, 1,
        (m.source_code = 'finess-plus')::int, m.source_code, null::date
      from establishments.membership m where ${isPartOfGrouping} and ${inForce}`,
    isCounted: isListed('GROUPINGS'),
    remedy:
      '`maillage import finess-plus` loads the members of all groupings; partners may load the dataset `memberships`.',
  },
  [CoverageDomain.GROUP_PARTNERS]: {
    facts: () => sql`
      select m.establishment_finess, m.grouping_code, m.grouping_code || ' ' || m.establishment_finess, 1,
        (m.source_code ~ '^sae-')::int, m.source_code, null::date
      from establishments.membership m where m.role = 'PARTNER' and ${inForce}`,
    isCounted: sql<boolean>`exists (select from establishments.statistics_table where name = 'ORG')`,
    remedy: '`maillage import sae` loads the partners that the table ORG states.',
  },
  [CoverageDomain.UNIVERSITY_ASSOCIATIONS]: {
    facts: () => sql`
      select e.finess, null, e.finess, (m.source_code is not null)::int, 1, m.source_code, null::date
      from establishments.establishment e
      left join establishments.membership m on m.establishment_finess = e.finess and m.role = 'ASSOCIATE' and ${inForce}
      where e.level = 'LEGAL_ENTITY' and e.is_university_hospital and ${isOpenToday}
      union all
      select null, m.grouping_code, m.establishment_finess, 1, 0, m.source_code, null::date
      from establishments.membership m join establishments.establishment e on e.finess = m.establishment_finess and e.is_university_hospital
      where m.role = 'ASSOCIATE' and ${inForce}`,
    isCounted: isListed('SITES', 'LEGAL_ENTITIES'),
    isCountedInGroupings: false,
    remedy: 'University hospitals and their partners may load the dataset `memberships`, with the role ASSOCIATE.',
  },
} satisfies Partial<Record<CoverageDomain, DomainSource>>;
