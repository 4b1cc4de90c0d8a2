import { sql } from 'kysely';
import { Field, InputType } from 'type-graphql';
import { codeCondition } from '../../kit/reading/condition.ts';
import { IntFilter, StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { hasRole } from '../../kit/register/member.ts';
import { Domain } from '../../kit/vocabulary/domain.ts';
import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';
import { MembershipRole } from '../../kit/vocabulary/membership-role.ts';
import type { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import { amongAll, type Candidates } from './candidates.filter.ts';
import { factSource, type FactSource } from './fact-source.ts';
import { elsewhere, hasAny, hasCount, noneOf, type Holders } from './rollup.filter.ts';

@InputType({
  description: 'Conditions on its current memberships. The same memberships must meet all given conditions.',
})
export class CrossMembershipFilter {
  @Field(() => [GroupingKind], { nullable: true, description: 'Any of these kinds of groupings.' })
  kind?: GroupingKind[] | null;

  @Field(() => [MembershipRole], {
    nullable: true,
    description: 'Any of these roles of the establishment; defaults to all but `PARTNER`, as partners are not members.',
  })
  role?: MembershipRole[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of the grouping.' })
  grouping?: StringFilter | null;

  @Field(() => IntFilter, {
    nullable: true,
    description:
      'The number of memberships that meet the conditions, one for each grouping and role; defaults to one or more.',
  })
  count?: IntFilter | null;
}

@InputType({ description: 'Conditions on one current cooperation action. All given conditions must be met.' })
export class CrossCooperationFilter {
  @Field(() => [Domain], { nullable: true, description: 'Any of these domains.' })
  domain?: Domain[] | null;

  @Field(() => StringFilter, {
    nullable: true,
    description:
      'The FINESS number of another establishment that is its provider, a beneficiary or its site. A legal entity also participates through its sites.',
  })
  partner?: StringFilter | null;
}

@InputType({
  description:
    'Conditions on the supply contracts of the establishment that are in force today. All given conditions must be met.',
})
export class CrossSupplyFilter {
  @Field(() => StringFilter, {
    nullable: true,
    description:
      'The code of the grouping, or the FINESS number of the establishment, that operates the kitchen or laundry of one of the contracts.',
  })
  suppliedBy?: StringFilter | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether there is a contract.' })
  any?: boolean | null;
}

/** The memberships `m` that meet the filter. */
export function membershipsOf({ count: _, role, ...filter }: CrossMembershipFilter, path: string): FactSource {
  const condition = conditionOf(
    filter,
    {
      kind: (kinds) =>
        sql<boolean>`m.grouping_code in (select g.code from establishments."grouping" g where g.kind = any(${kinds}::text[]))`,
      grouping: (code, here) => codeCondition(sql`m.grouping_code`, code, here),
    },
    path,
  );
  return factSource(sql`establishments.membership m`, [holdsOn(sql`m.period`, null), hasRole(role), condition]);
}

/** The establishments with memberships that meet the filter. */
export function hasMembership(filter: CrossMembershipFilter, path: string, holders: Holders): Candidates {
  const facts = membershipsOf(filter, path)(sql`m.establishment_finess as finess, (m.grouping_code, m.role) as item`);
  return filter.count ? hasCount(facts, filter.count, holders) : hasAny(facts, holders);
}

/** The actions `c` that meet the filter, with the establishments `n` that participate and, if one is wanted, the partner `p`. */
export function cooperationsOf({ domain, partner }: CrossCooperationFilter, path: string): FactSource {
  const taken = sql`
    establishments.cooperation_action c
    join establishments.cooperation_action_establishment n on n.action_reference = c.reference`;
  const partners = sql`
    join establishments.cooperation_action_establishment other on other.action_reference = c.reference
    join establishments.establishment o on o.finess = other.establishment_finess
    join establishments.establishment p on p.finess = any(array[o.finess, o.legal_entity_finess])`;
  return factSource(partner ? sql`${taken} ${partners}` : taken, [
    holdsOn(sql`c.period`, null),
    ...(domain ? [sql<boolean>`c.domain = any(${domain}::text[])`] : []),
    ...(partner ? [registerCodeCondition(sql`p.finess`, partner, `${path}.partner`)] : []),
  ]);
}

/** The establishments that participate in an action that meets the filter. */
export function cooperates(filter: CrossCooperationFilter, path: string, holders: Holders): Candidates {
  const facts = cooperationsOf(filter, path);
  return filter.partner
    ? hasAny(facts(sql`n.establishment_finess as finess, p.finess as item`), holders, elsewhere)
    : hasAny(facts(sql`n.establishment_finess as finess`), holders);
}

/** The contracts `s` of a kind in force, with their units `u`, that one supplier serves, if one is wanted. */
export const contractsOf = (kind: SupplyKind, suppliedBy: CrossSupplyFilter['suppliedBy'], path: string): FactSource =>
  factSource(sql`logistics.supply_contract s join logistics.production_unit u on u.code = s.unit_code`, [
    sql<boolean>`s.kind = ${kind}`,
    holdsOn(sql`s.period`, null),
    ...(suppliedBy
      ? [codeCondition(sql`coalesce(u.operated_by_code, u.operator_finess)`, suppliedBy, `${path}.suppliedBy`)]
      : []),
  ]);

/** The establishments whose supply by kitchens or laundries meets the filter. */
export function isSupplied(
  kind: SupplyKind,
  { suppliedBy, any }: CrossSupplyFilter,
  path: string,
  holders: Holders,
): Candidates {
  const contracts = (supplier: CrossSupplyFilter['suppliedBy']): Candidates =>
    hasAny(contractsOf(kind, supplier, path)(sql`s.customer_finess as finess`), holders);
  return amongAll([
    ...(suppliedBy ? [contracts(suppliedBy)] : []),
    ...(any === false ? [noneOf(contracts(null))] : []),
    ...((any ?? !suppliedBy) ? [contracts(null)] : []),
  ]);
}
