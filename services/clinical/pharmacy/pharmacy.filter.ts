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
import { PharmacyActivity } from '../../kit/vocabulary/pharmacy-activity.ts';

@InputType({ description: 'Conditions on hospital pharmacies. All given conditions must be met.' })
export class PharmacyWhere extends ChangingWhere {
  @Field(() => [PharmacyWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: PharmacyWhere[] | null;

  @Field(() => [PharmacyWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: PharmacyWhere[] | null;

  @Field(() => PharmacyWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: PharmacyWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => [PharmacyActivity], { nullable: true, description: 'At least one of these activities.' })
  activity?: PharmacyActivity[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of its site.' })
  site?: StringFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'It operates on this day; defaults to any day.' })
  asOf?: string | null;
}

@ArgsType()
export class PharmaciesArgs extends PageArgs {
  @Field(() => PharmacyWhere, { nullable: true, description: 'Conditions on the pharmacies; defaults to all.' })
  where?: PharmacyWhere | null;
}

export const pharmacyCondition = (where: PharmacyWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`p.changed_at`),
    name: (filter, path) => nameCondition(sql`p.name`, sql`p.name_folded`, filter, path),
    activity: (activities) => sql<boolean>`p.activities && ${activities}::text[]`,
    site: (filter, path) => registerCodeCondition(sql`p.site_finess`, filter, path),
    asOf: (day) => holdsOn(sql`p.period`, day),
  });
