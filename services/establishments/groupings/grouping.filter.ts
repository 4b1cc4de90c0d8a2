import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../../kit/reading/connection.ts';
import { codeCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { GroupingKind } from '../../kit/vocabulary/grouping-kind.ts';

@InputType({ description: 'Conditions on groupings. All given conditions must be met.' })
export class GroupingWhere {
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
}

@ArgsType()
export class GroupingsArgs extends PageArgs {
  @Field(() => GroupingWhere, { nullable: true, description: 'Conditions on the groupings; defaults to all.' })
  where?: GroupingWhere | null;
}

export const groupingCondition = (where: GroupingWhere): Condition =>
  conditionOf(where, {
    code: (filter, path) => codeCondition(sql`g.code`, filter, path),
    name: (filter, path) => nameCondition(sql`g.name`, sql`g.name_folded`, filter, path),
    kind: (kinds) => sql<boolean>`g.kind = any(${kinds}::text[])`,
  });
