import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { codeCondition, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { conditionOf } from '../../kit/reading/where.ts';

@InputType({ description: 'Conditions on training posts: all that are given hold.' })
export class TrainingPostWhere {
  @Field(() => [TrainingPostWhere], { nullable: true, description: 'All of these hold.' })
  AND?: TrainingPostWhere[] | null;

  @Field(() => [TrainingPostWhere], { nullable: true, description: 'One of these holds, at least.' })
  OR?: TrainingPostWhere[] | null;

  @Field(() => TrainingPostWhere, { nullable: true, description: 'This does not hold.' })
  NOT?: TrainingPostWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of their specialty.' })
  specialty?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The first month of their semester, such as `2024-11`.' })
  semester?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of the site where they are held.' })
  site?: StringFilter | null;
}

@ArgsType()
export class TrainingPostsArgs extends PageArgs {
  @Field(() => TrainingPostWhere, { nullable: true, description: 'Which training posts; all, where it is absent.' })
  where?: TrainingPostWhere | null;
}

@ArgsType()
export class EstablishmentTrainingPostsArgs extends ForwardPageArgs {
  @Field(() => TrainingPostWhere, {
    nullable: true,
    description: 'Which training posts; all of its own, where it is absent.',
  })
  where?: TrainingPostWhere | null;
}

export const trainingPostCondition = (where: TrainingPostWhere): Condition =>
  conditionOf(where, {
    specialty: (filter, path) => codeCondition(sql`t.specialty_code`, filter, path),
    semester: (filter, path) => codeCondition(sql`t.semester`, filter, path),
    site: (filter, path) => codeCondition(sql`t.site_finess`, filter, path),
  });
