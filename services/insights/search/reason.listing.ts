import { sql, type RawBuilder } from 'kysely';
import { allWithin } from '../../kit/reading/where.ts';
import type { Context } from '../tables.ts';
import type { CrossDomainWhere } from './cross-domain.filter.ts';
import type { EstablishmentMatch } from './match.entity.ts';
import { reasonSources, type ReasonSource } from './reason-sources.ts';
import type { MatchReason } from './reason.entity.ts';
import { countedAmong, countedInYearAmong } from './rollup.filter.ts';

/** The maximum number of facts for one condition. */
const maxFacts = 10;

interface Reason {
  name: string;
  source: ReasonSource;
}

/** The conditions of a `where` that facts may meet: those under `NOT` are met by none. */
const reasonsIn = (where: CrossDomainWhere): Reason[] =>
  [...allWithin(where, ['AND', 'OR'])].flatMap(({ part, path }) =>
    Object.entries(part).flatMap(([name, filter]): Reason[] => {
      const sourceOf = reasonSources[name as keyof typeof reasonSources];
      const source = filter == null ? undefined : sourceOf?.(filter as never, `${path}.${name}`);
      return source ? [{ name, source }] : [];
    }),
  );

/** Why a match was found: its facts, by condition. Those of all matches of a list are one statement. */
export async function reasonsOf(context: Context, { finess, where }: EstablishmentMatch): Promise<MatchReason[]> {
  if (!where) return [];
  return context
    .loader<MatchReason[]>(`reasons ${JSON.stringify(where)}`, async (matched) => {
      const reasons = reasonsIn(where);
      if (reasons.length === 0) return matched.map(() => []);
      const { rows } = await statement(reasons, matched).execute(context.db, context.options);
      const found = Map.groupBy(rows, (row) => row.finess);
      return matched.map((one) => found.get(one) ?? []);
    })
    .load(finess);
}

const statement = (reasons: Reason[], matched: readonly string[]): RawBuilder<MatchReason & { finess: string }> => sql`
  select finess, condition, fact, by_finess as "byFiness"
  from (
    select *, row_number() over (partition by finess, condition order by fact, by_finess) as position
    from (${sql.join(
      reasons.map(({ name, source }) => factsOf(name, source, matched)),
      sql` union `,
    )}) stated
  ) numbered
  where position <= ${maxFacts} order by finess, condition, position`;

const factsOf = (
  name: string,
  { facts, isYearly }: ReasonSource,
  matched: readonly string[],
): RawBuilder<unknown> => sql`
      select distinct r.finess, ${name}::text as condition, f.fact, coalesce(f.by_finess, m.finess) as by_finess
      from ${(isYearly ? countedInYearAmong : countedAmong)(facts, matched)}`;
