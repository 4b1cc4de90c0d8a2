import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { codeCondition, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { conditionOf } from '../../kit/reading/where.ts';

@InputType({ description: 'Conditions on training posts. All given conditions must be met.' })
export class TrainingPostWhere extends ChangingWhere {
  @Field(() => [TrainingPostWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: TrainingPostWhere[] | null;

  @Field(() => [TrainingPostWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: TrainingPostWhere[] | null;

  @Field(() => TrainingPostWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: TrainingPostWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of their specialty.' })
  specialty?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The first month of their semester, such as `2024-11`.' })
  semester?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of their site.' })
  site?: StringFilter | null;
}

@ArgsType()
export class TrainingPostsArgs extends PageArgs {
  @Field(() => TrainingPostWhere, { nullable: true, description: 'Conditions on the training posts; defaults to all.' })
  where?: TrainingPostWhere | null;
}

@ArgsType()
export class EstablishmentTrainingPostsArgs extends ForwardPageArgs {
  @Field(() => TrainingPostWhere, {
    nullable: true,
    description: "Conditions on the training posts; defaults to all of the establishment's.",
  })
  where?: TrainingPostWhere | null;
}

export const trainingPostCondition = (where: TrainingPostWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`t.changed_at`),
    specialty: (filter, path) => codeCondition(sql`t.specialty_code`, filter, path),
    semester: (filter, path) => codeCondition(sql`t.semester`, filter, path),
    site: (filter, path) => registerCodeCondition(sql`t.site_finess`, filter, path),
  });
