import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { codeCondition, intCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { IntFilter, StringFilter } from '../../kit/reading/filter.ts';
import { registerCodeCondition } from '../../kit/reading/register-code.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { CareUnitKind } from './care-unit.entity.ts';

@InputType({ description: 'Conditions on care units. All given conditions must be met.' })
export class CareUnitWhere extends ChangingWhere {
  @Field(() => [CareUnitWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: CareUnitWhere[] | null;

  @Field(() => [CareUnitWhere], { nullable: true, description: 'At least one of these conditions must be met.' })
  OR?: CareUnitWhere[] | null;

  @Field(() => CareUnitWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: CareUnitWhere | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its name.' })
  name?: StringFilter | null;

  @Field(() => [CareUnitKind], { nullable: true, description: 'Any of these kinds.' })
  kind?: CareUnitKind[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of its discipline.' })
  discipline?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'The FINESS number of its site.' })
  site?: StringFilter | null;

  @Field(() => IntFilter, { nullable: true, description: 'Its number of beds.' })
  beds?: IntFilter | null;

  @Field(() => DateScalar, { nullable: true, description: 'It operates on this day; defaults to any day.' })
  asOf?: string | null;
}

@ArgsType()
export class CareUnitsArgs extends PageArgs {
  @Field(() => CareUnitWhere, { nullable: true, description: 'Conditions on the care units; defaults to all.' })
  where?: CareUnitWhere | null;
}

@ArgsType()
export class EstablishmentCareUnitsArgs extends ForwardPageArgs {
  @Field(() => CareUnitWhere, {
    nullable: true,
    description: "Conditions on the care units; defaults to all of the establishment's.",
  })
  where?: CareUnitWhere | null;
}

export const careUnitCondition = (where: CareUnitWhere): Condition =>
  conditionOf(where, {
    changedSince: changedSince(sql`u.changed_at`),
    name: (filter, path) => nameCondition(sql`u.name`, sql`u.name_folded`, filter, path),
    kind: (kinds) => sql<boolean>`u.kind = any(${kinds}::text[])`,
    discipline: (filter, path) => codeCondition(sql`u.discipline_code`, filter, path),
    site: (filter, path) => registerCodeCondition(sql`u.site_finess`, filter, path),
    beds: (filter) => intCondition(sql`u.beds`, filter),
    asOf: (day) => holdsOn(sql`u.period`, day),
  });
