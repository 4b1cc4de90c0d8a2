import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { LabSpecialty } from './laboratory.entity.ts';
import { BiosafetyLevel } from '../../kit/vocabulary/biosafety-level.ts';

@InputType({ description: 'Conditions on laboratories. All given conditions must be met.' })
export class LaboratoryWhere extends ChangingWhere {
  @Field(() => [LaboratoryWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: LaboratoryWhere[] | null;

  @Field(() => [LaboratoryWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: LaboratoryWhere[] | null;

  @Field(() => LaboratoryWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: LaboratoryWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => [LabSpecialty], { nullable: true, description: 'At least one of these specialties.' })
  specialty?: LabSpecialty[] | null;

  @Field(() => [BiosafetyLevel], { nullable: true, description: 'Any of these containment levels.' })
  biosafety?: BiosafetyLevel[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of its site.' })
  site?: StringFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'It operates on this day; defaults to any day.' })
  asOf?: string | null;
}

@ArgsType()
export class LaboratoriesArgs extends PageArgs {
  @Field(() => LaboratoryWhere, { nullable: true, description: 'Conditions on the laboratories; defaults to all.' })
  where?: LaboratoryWhere | null;
}

export const laboratoryCondition = (where: LaboratoryWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`l.changed_at`),
    name: (filter, path) => nameCondition(sql`l.name`, sql`l.name_folded`, filter, path),
    specialty: (specialties) => sql<boolean>`l.specialties && ${specialties}::text[]`,
    biosafety: (levels) => sql<boolean>`l.biosafety = any(${levels}::text[])`,
    site: (filter, path) => registerCodeCondition(sql`l.site_finess`, filter, path),
    asOf: (day) => holdsOn(sql`l.period`, day),
  });
