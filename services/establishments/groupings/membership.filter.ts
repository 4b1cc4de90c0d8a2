import { sql, type RawBuilder } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { allOf, codeCondition, type Condition } from '../../kit/reading/condition.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { hasRole } from '../../kit/register/member.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';
import { MembershipRole } from '../../kit/vocabulary/membership-role.ts';

@InputType({ description: 'Conditions on one membership. One membership must meet all given conditions.' })
export class MembershipFilter {
  @Field(() => StringFilter, { nullable: true, description: 'The code of the grouping.' })
  grouping?: StringFilter | null;

  @Field(() => [GroupingKind], { nullable: true, description: 'Any of these kinds of groupings.' })
  kind?: GroupingKind[] | null;

  @Field(() => [MembershipRole], {
    nullable: true,
    description: 'Any of these roles of the establishment; defaults to all but `PARTNER`, as partners are not members.',
  })
  role?: MembershipRole[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The membership is in force on this day; defaults to today.',
  })
  asOf?: string | null;
}

@ArgsType()
export class MembershipsArgs extends ForwardPageArgs {
  @Field(() => [MembershipRole], {
    nullable: true,
    description: 'Only these roles; defaults to all but `PARTNER`, as partners are not members.',
  })
  role?: MembershipRole[] | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only memberships in force on this day; defaults to today.',
  })
  asOf?: string | null;
}

/** The conditions on listed memberships: their role, and the day on which they are in force. */
export type MembershipWhere = Pick<MembershipFilter, 'role' | 'asOf'>;

export const membershipCondition = ({ role, asOf }: MembershipWhere): Condition =>
  allOf([hasRole(role), holdsOn(sql`m.period`, asOf)]);

/** True for the FINESS number of an establishment with a membership that meets the filter. */
export function isMember(
  finess: RawBuilder<unknown>,
  { asOf, role, ...filter }: MembershipFilter,
  path: string,
): Condition {
  const condition = conditionOf(
    filter,
    {
      grouping: (code, here) => codeCondition(sql`m.grouping_code`, code, here),
      kind: (kinds) =>
        sql<boolean>`m.grouping_code in (select g.code from "grouping" g where g.kind = any(${kinds}::text[]))`,
    },
    path,
  );
  return sql<boolean>`${finess} in (select m.establishment_finess from membership m where ${hasRole(role)} and ${condition} and ${holdsOn(sql`m.period`, asOf)})`;
}
