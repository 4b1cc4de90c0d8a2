import { sql } from 'kysely';
import { ArgsType, Directive, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { codeCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { isPartOfGrouping } from '../../kit/register/member.ts';
import { MaxItems } from '../../kit/subgraph/list-arguments.ts';
import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';

@InputType({ description: 'Conditions on groupings. All given conditions must be met.' })
export class GroupingWhere extends ChangingWhere {
  @Field(() => [GroupingWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: GroupingWhere[] | null;

  @Field(() => [GroupingWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: GroupingWhere[] | null;

  @Field(() => GroupingWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: GroupingWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its code.' })
  code?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => [GroupingKind], { nullable: true, description: 'Any of these kinds.' })
  kind?: GroupingKind[] | null;

  @MaxItems(100)
  @Directive('@cost(weight: 1000)')
  @Field(() => [String], {
    nullable: true,
    description:
      'A member, other than an associate or a partner, is located in any of these territories today: their codes, such as `57` or `REG-44`.',
  })
  territory?: string[] | null;
}

@ArgsType()
export class GroupingsArgs extends PageArgs {
  @Field(() => GroupingWhere, { nullable: true, description: 'Conditions on the groupings; defaults to all.' })
  where?: GroupingWhere | null;
}

export const groupingCondition = (where: GroupingWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`g.changed_at`),
    code: (filter, path) => codeCondition(sql`g.code`, filter, path),
    name: (filter, path) => nameCondition(sql`g.name`, sql`g.name_folded`, filter, path),
    kind: (kinds) => sql<boolean>`g.kind = any(${kinds}::text[])`,
    territory: (codes) => sql<boolean>`g.code in (
      select m.grouping_code
      from territory t
      join establishment e on e.territory_code = t.code
      join membership m on m.establishment_finess = e.finess and ${isPartOfGrouping} and ${holdsOn(sql`m.period`, null)}
      where t.code = any(${codes}::text[]) or t.department_code = any(${codes}::text[]) or t.region_code = any(${codes}::text[]))`,
  });
