import { sql } from 'kysely';
import { Field, InputType, Int } from 'type-graphql';
import { allOf } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { Domain } from '../../kit/vocabulary/domain.ts';
import type { Candidates } from './candidates.filter.ts';
import { countedFor, elsewhere, hasAny, type Holders } from './rollup.filter.ts';

@InputType({
  description: 'Conditions on the establishments that it relies on today. All given conditions must be met.',
})
export class CrossDependencyFilter {
  @Field(() => StringFilter, {
    nullable: true,
    description: 'The FINESS number of the provider or of its legal entity; defaults to any provider.',
  })
  provider?: StringFilter | null;

  @Field(() => [Domain], {
    nullable: true,
    description: 'Only ties in these domains, at every depth; defaults to all.',
  })
  domain?: Domain[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The maximum number of ties to the provider, from 1 to 6: at depth 2, through its providers. Defaults to 1.',
  })
  maxDepth?: number | null;
}

const maxDepthAllowed = 6;

/** The establishments that rely on a provider that meets the filter, directly or indirectly. */
export function dependsOn(
  { provider, domain, maxDepth }: CrossDependencyFilter,
  path: string,
  holders: Holders,
): Candidates {
  const depth = maxDepth ?? 1;
  if (depth < 1 || depth > maxDepthAllowed)
    throw badUserInput(
      `${path}.maxDepth`,
      `\`${path}.maxDepth\` is ${depth}: it must be from 1 to ${maxDepthAllowed}.`,
    );
  const edges = allOf([
    holdsOn(sql`d.period`, null),
    ...(domain ? [sql<boolean>`d.domain = any(${domain}::text[])`] : []),
  ]);
  const isProvider = provider ? registerCodeCondition(sql`r.finess`, provider, `${path}.provider`) : sql<boolean>`true`;
  // An establishment that relies on any provider through others relies on the first of them.
  const furthest = provider ? depth : 1;
  // Walks from the providers to the consumers. A consumer of a legal entity relies on the providers of its sites too.
  const relying = sql`
    with recursive edge as materialized (select d.consumer_finess, d.provider_finess from dependency_edge d where ${edges}),
      relying (item, finess, depth) as (
        select r.finess, f.consumer_finess, 1
        from ${countedFor(sql`select *, provider_finess as finess from edge`)} where ${isProvider}
        union
        select relying.item, edge.consumer_finess, relying.depth + 1
        from relying
        join establishments.establishment via on via.finess = relying.finess
        join edge on edge.provider_finess in (via.finess, via.legal_entity_finess)
        where relying.depth < ${furthest}::int)
    select distinct item, finess from relying`;
  return hasAny(relying, holders, elsewhere);
}
