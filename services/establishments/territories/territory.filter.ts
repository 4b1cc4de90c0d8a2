import { sql } from 'kysely';
import { ArgsType, Directive, Field, InputType, Int } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { TerritoryLevel } from './territory.entity.ts';

@InputType({ description: 'Conditions on territories. All given conditions must be met.' })
export class TerritoryWhere extends ChangingWhere {
  @Field(() => [TerritoryWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: TerritoryWhere[] | null;

  @Field(() => [TerritoryWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: TerritoryWhere[] | null;

  @Field(() => TerritoryWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: TerritoryWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its code.' })
  code?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => TerritoryLevel, { nullable: true, description: 'Its level.' })
  level?: TerritoryLevel | null;
}

@ArgsType()
export class TerritoriesArgs extends PageArgs {
  // The database plans the statement for the values of its conditions.
  @Directive('@cost(weight: 400)')
  @Field(() => TerritoryWhere, { nullable: true, description: 'Conditions on the territories; defaults to all.' })
  where?: TerritoryWhere | null;
}

@ArgsType()
export class PopulationArgs {
  @Field(() => Int, { nullable: true, description: 'The year; defaults to the latest known.' })
  year?: number | null;
}

export const territoryCondition = (where: TerritoryWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`t.changed_at`),
    code: (filter, path) => registerCodeCondition(sql`t.code`, filter, path),
    name: (filter, path) => nameCondition(sql`t.name`, sql`t.name_folded`, filter, path),
    level: (level) => sql<boolean>`t.level = ${level}`,
  });
