import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { StudyCentreRole } from './study-centre.entity.ts';

@InputType({ description: 'Conditions on studies. All given conditions must be met.' })
export class StudyWhere extends ChangingWhere {
  @Field(() => [StudyWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: StudyWhere[] | null;

  @Field(() => [StudyWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: StudyWhere[] | null;

  @Field(() => StudyWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: StudyWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its title.' })
  title?: StringFilter | null;

  @Field(() => StringFilter, {
    nullable: true,
    description: 'The FINESS number of one of its centres; unknown if it has none.',
  })
  centre?: StringFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'It runs on this day; defaults to any day.' })
  asOf?: string | null;
}

@ArgsType()
export class StudiesArgs extends PageArgs {
  @Field(() => StudyWhere, { nullable: true, description: 'Conditions on the studies; defaults to all.' })
  where?: StudyWhere | null;
}

@ArgsType()
export class EstablishmentStudiesArgs extends ForwardPageArgs {
  @Field(() => [StudyCentreRole], {
    nullable: true,
    description: 'Only studies in which it has any of these roles; defaults to all roles.',
  })
  role?: StudyCentreRole[] | null;
}

export const studyCondition = (where: StudyWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`s.changed_at`),
    title: (filter, path) => nameCondition(sql`s.title`, sql`s.title_folded`, filter, path),
    centre: hasCentre,
    asOf: (day) => holdsOn(sql`s.period`, day),
  });

// The left join keeps the studies without a centre, for `isNull`.
const hasCentre = (filter: StringFilter, path: string): Condition => sql<boolean>`s.code in (
  select one.code from study one left join study_centre c on c.study_code = one.code
  where ${registerCodeCondition(sql`c.establishment_finess`, filter, path)})`;
