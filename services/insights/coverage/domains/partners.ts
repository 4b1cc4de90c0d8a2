import { sql, type RawBuilder } from 'kysely';
import { holdsOn } from '../../../kit/reading/period.ts';
import { SupplyKind } from '../../../kit/vocabulary/supply-kind.ts';
import { CoverageDomain } from '../coverage-domain.ts';
import { uncounted, type DomainSource } from './domain-source.ts';

/** Objects that partners state, and no source counts. */
const ofPartners = (facts: RawBuilder<unknown>, ...datasets: string[]): DomainSource => ({
  facts: () => facts,
  isCounted: uncounted,
  remedy: `Establishments may load the dataset${datasets.length > 1 ? 's' : ''} ${datasets.map((name) => `\`${name}\``).join(' and ')}.`,
});

const supply = (kind: SupplyKind): RawBuilder<unknown> => sql`
      select n.establishment_finess, null, 'unit ' || u.code, 1, 0, u.source_code, null::date
      from logistics.production_unit u join logistics.production_unit_establishment n on n.unit_code = u.code
      where u.kind = ${sql.lit(kind)} and u.status <> 'CLOSED'
      union all
      select c.customer_finess, null, 'contract ' || c.code, 1, 0, c.source_code, null::date
      from logistics.supply_contract c where c.kind = ${sql.lit(kind)} and ${holdsOn(sql`c.period`, null)}`;

/** What the establishments themselves state. */
export const partnersDomains = {
  [CoverageDomain.AGREEMENTS]: ofPartners(
    sql`
      select p.establishment_finess, null, a.reference, 1, 0, a.source_code, null::date
      from establishments.agreement_party p join establishments.agreement a on a.reference = p.agreement_reference
      where ${holdsOn(sql`a.period`, null)} and a.status not in ('TERMINATED', 'EXPIRED')`,
    'agreements',
  ),
  [CoverageDomain.CARE_UNITS]: ofPartners(
    sql`
      select n.establishment_finess, null, u.code, 1, 0, u.source_code, null::date
      from clinical.care_unit u join clinical.care_unit_establishment n on n.care_unit_code = u.code
      where ${holdsOn(sql`u.period`, null)}`,
    'care-units',
  ),
  // Who states needs is public; what they are, and how many, is for partners.
  [CoverageDomain.NEEDS]: ofPartners(
    sql`
      select n.establishment_finess, null, n.establishment_finess, 1, 0, n.source_code, null::date
      from clinical.workforce_need n where ${holdsOn(sql`n.period`, null)}`,
    'workforce-needs',
  ),
  [CoverageDomain.RESEARCH]: ofPartners(
    sql`
      select p.establishment_finess, null, s.code, 1, 0, s.source_code, null::date
      from clinical.research_participation p join clinical.research_structure s on s.code = p.structure_code
      where ${holdsOn(sql`p.period`, null)}`,
    'research-structures',
    'research-participations',
  ),
  [CoverageDomain.CATERING]: ofPartners(supply(SupplyKind.MEALS), 'production-units', 'supply-contracts'),
  [CoverageDomain.LAUNDRY]: ofPartners(supply(SupplyKind.LINEN), 'production-units', 'supply-contracts'),
} satisfies Partial<Record<CoverageDomain, DomainSource>>;
