import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../tables.ts';
import { CoverageDomain } from './coverage-domain.ts';
import { CoverageState } from './coverage-state.ts';
import type { Coverage } from './coverage.entity.ts';
import { domainSources } from './domains/domain-sources.ts';
import type { Within } from './domains/domain-source.ts';
import { placeSources, type PlaceKind } from './place.ts';

interface Counts {
  place: string;
  domain: CoverageDomain;
  known: number;
  /** Null where no source counts. */
  expected: number | null;
  /** How many of the expected objects are not known. */
  missing: number;
  isIllustrative: boolean;
  asOf: string | null;
  sources: string[];
}

/** The coverage of a place, by domain; undefined if it does not exist. Those of all places requested in the same tick are one statement. */
export async function coverageOf(
  context: Context,
  kind: PlaceKind,
  key: string,
  domains: readonly CoverageDomain[] | null | undefined,
): Promise<Coverage[] | undefined> {
  const wanted = domains ?? Object.values(CoverageDomain);
  const sorted = wanted.toSorted();
  const counted = await context
    .loader<Counts[]>(`coverage of ${kind} ${sorted.join()}`, async (keys) => {
      const { rows } = await statement(kind, keys, sorted).execute(context.db, context.options);
      const found = Map.groupBy(rows, ({ place }) => place);
      return keys.map((one) => found.get(one) ?? []);
    })
    .load(key);
  if (counted.length === 0 && wanted.length > 0) return undefined;
  const territoryCode = kind === 'territory' ? key : null;
  return wanted.map((domain) =>
    coverage(
      counted.find((row) => row.domain === domain)!,
      territoryCode,
    ),
  );
}

function coverage({ domain, isIllustrative, sources, ...counts }: Counts, territoryCode: string | null): Coverage {
  const { known, expected, asOf } = counts;
  const state = known > 0 && isIllustrative ? CoverageState.ILLUSTRATIVE : stateOf(counts);
  return {
    domain,
    territoryCode,
    known,
    expected,
    state,
    asOf,
    sourceCodes: sources,
    note: noteOf(domain, state, counts),
  };
}

function stateOf({ known, expected, missing }: Omit<Counts, 'domain' | 'isIllustrative' | 'sources'>): CoverageState {
  if (expected !== null && missing === 0) return known > 0 ? CoverageState.COMPLETE : CoverageState.NONE;
  return known > 0 ? CoverageState.PARTIAL : CoverageState.NOT_COVERED;
}

function noteOf(
  domain: CoverageDomain,
  state: CoverageState,
  { expected, missing }: Pick<Counts, 'expected' | 'missing'>,
): string | null {
  if (state === CoverageState.COMPLETE || state === CoverageState.NONE) return null;
  const { remedy } = domainSources[domain];
  if (state === CoverageState.ILLUSTRATIVE) return `All of it is an example that no source states. ${remedy}`;
  if (expected !== null)
    return `${missing.toLocaleString('en')} of ${expected.toLocaleString('en')} are not known. ${remedy}`;
  return `${state === CoverageState.PARTIAL ? 'There may be more: no' : 'No'} source at hand counts them. ${remedy}`;
}

/**
 * The counts of all places and domains. A fact is counted once in a place, however many establishments it counts for there.
 * The sources of an object are the first and the last of it, as more than two are rare and would have to be sorted; objects are
 * added up by source first for the same reason.
 */
function statement(kind: PlaceKind, keys: readonly string[], domains: readonly CoverageDomain[]): RawBuilder<Counts> {
  const { asked, establishments, join } = placeSources[kind];
  const [distinct, repeated] = [true, false].map((isDistinct) =>
    domains.filter((domain) => (domainSources[domain].isDistinct ?? false) === isDistinct),
  );
  const objects = [
    ...(distinct!.length > 0
      ? [
          sql`
      select place.place, fact.domain, fact.known, fact.expected, fact.as_of, fact.source_code as first_source, fact.source_code as last_source
      from (${factsOf(distinct!, kind)}) fact ${join}`,
        ]
      : []),
    ...(repeated!.length > 0
      ? [
          sql`
      select place.place, fact.domain, max(fact.known), max(fact.expected), max(fact.as_of),
        min(fact.source_code) filter (where fact.known > 0), max(fact.source_code) filter (where fact.known > 0)
      from (${factsOf(repeated!, kind)}) fact ${join}
      group by 1, 2, fact.item`,
        ]
      : []),
  ];
  const counted = domains.map((domain) => {
    const { isCounted, isCountedInGroupings = true } = domainSources[domain];
    return sql`(${domain}, ${kind === 'grouping' && !isCountedInGroupings ? sql`false` : isCounted})`;
  });
  return sql<Counts>`
    with asked as materialized (${asked(keys)}),
    ${establishments ? sql`place as materialized (${establishments}),` : sql``}
    object (place, domain, known, expected, as_of, first_source, last_source) as (${sql.join(objects, sql` union all `)}),
    of_source as (
      select place, domain, first_source, last_source, sum(known) as known, sum(expected) as expected,
        sum(greatest(expected - known, 0)) as missing, bool_or(known > 0) as is_known, max(as_of) filter (where known > 0) as as_of
      from object group by 1, 2, 3, 4),
    total as (
      select place, domain, sum(known)::int as known, sum(expected)::int as expected, sum(missing)::int as missing,
        coalesce(bool_and(first_source = 'illustrative' and last_source = 'illustrative') filter (where is_known), false) as is_illustrative,
        max(as_of) as as_of,
        array_remove(array_agg(first_source) filter (where is_known) || array_agg(last_source) filter (where is_known), null) as sources
      from of_source group by 1, 2)
    select asked.place, counted.domain, coalesce(total.known, 0) as known,
      case when counted.is_counted then coalesce(total.expected, 0) end as expected, coalesce(total.missing, 0) as missing,
      coalesce(total.is_illustrative, false) as "isIllustrative", array(select distinct unnest(total.sources) order by 1) as sources,
      coalesce(total.as_of, (select max(s.extracted_on) from establishments.source s where s.code = any(total.sources)))::text as "asOf"
    from asked cross join (values ${sql.join(counted)}) counted (domain, is_counted)
    left join total on total.place = asked.place and total.domain = counted.domain`;
}

const isAnywhere: Within = () => sql<boolean>`true`;
const isInPlace: Within = (finess) => sql<boolean>`${finess} = any(array(select finess from place))`;

function factsOf(domains: readonly CoverageDomain[], kind: PlaceKind): RawBuilder<unknown> {
  const within = placeSources[kind].establishments ? isInPlace : isAnywhere;
  const facts = domains.map(
    (domain) => sql`
      select ${sql.lit(domain)} as domain, fact.* from (${domainSources[domain].facts(within, kind)}
      ) fact (finess, grouping_code, item, known, expected, source_code, as_of)`,
  );
  return sql.join(facts, sql` union all `);
}
