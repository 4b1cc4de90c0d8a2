import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { codeCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { PharmacyActivity } from '../../kit/vocabulary/pharmacy-activity.ts';

@InputType({ description: 'Conditions on hospital pharmacies: all that are given hold.' })
export class PharmacyWhere {
  @Field(() => [PharmacyWhere], { nullable: true, description: 'All of these hold.' })
  AND?: PharmacyWhere[] | null;

  @Field(() => [PharmacyWhere], { nullable: true, description: 'One of these holds, at least.' })
  OR?: PharmacyWhere[] | null;

  @Field(() => PharmacyWhere, { nullable: true, description: 'This does not hold.' })
  NOT?: PharmacyWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => [PharmacyActivity], { nullable: true, description: 'It does one of these, at least.' })
  activity?: PharmacyActivity[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of its site.' })
  site?: StringFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'It works on this day; on any, where it is absent.' })
  asOf?: string | null;
}

@ArgsType()
export class PharmaciesArgs extends PageArgs {
  @Field(() => PharmacyWhere, { nullable: true, description: 'Which pharmacies; all, where it is absent.' })
  where?: PharmacyWhere | null;
}

export const pharmacyCondition = (where: PharmacyWhere): Condition =>
  conditionOf(where, {
    name: (filter, path) => nameCondition(sql`p.name`, sql`p.name_folded`, filter, path),
    activity: (activities) => sql<boolean>`p.activities && ${activities}::text[]`,
    site: (filter, path) => codeCondition(sql`p.site_finess`, filter, path),
    asOf: (day) => holdsOn(sql`p.period`, day),
  });
