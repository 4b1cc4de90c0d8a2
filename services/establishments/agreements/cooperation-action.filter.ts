import { sql } from 'kysely';
import { ArgsType, Field, InputType } from 'type-graphql';
import { ChangingWhere, changedSince } from '../../kit/reading/changed-since.ts';
import { codeCondition, nameCondition, type Condition } from '../../kit/reading/condition.ts';
import { ForwardPageArgs, PageArgs } from '../../kit/reading/connection.ts';
import { StringFilter } from '../../kit/reading/filter.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { conditionOf } from '../../kit/reading/where.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { hadStatusOn } from './action-status.filter.ts';
import { ActionStatus, CooperationMode } from './cooperation.ts';
import { Domain } from '../../kit/vocabulary/domain.ts';

@InputType({ description: 'Conditions on cooperation actions. All given conditions must be met.' })
export class CooperationActionWhere extends ChangingWhere {
  @Field(() => [CooperationActionWhere], { nullable: true, description: 'All of these conditions must be met.' })
  AND?: CooperationActionWhere[] | null;

  @Field(() => [CooperationActionWhere], {
    nullable: true,
    description: 'At least one of these conditions must be met.',
  })
  OR?: CooperationActionWhere[] | null;

  @Field(() => CooperationActionWhere, { nullable: true, description: 'This condition must not be met.' })
  NOT?: CooperationActionWhere | null;

  @Field(() => [Domain], { nullable: true, description: 'Any of these domains.' })
  domain?: Domain[] | null;

  @Field(() => [CooperationMode], { nullable: true, description: 'Any of these modes of cooperation.' })
  mode?: CooperationMode[] | null;

  @Field(() => [ActionStatus], {
    nullable: true,
    description:
      'Any of these statuses, on the day `asOf` that this condition, or one around it, states; defaults to the last one that is known.',
  })
  status?: ActionStatus[] | null;

  @Field(() => StringFilter, { nullable: true, description: 'The code of its discipline.' })
  discipline?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its subject.' })
  label?: StringFilter | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'It is in force on this day, which `status` is of too; defaults to any day.',
  })
  asOf?: string | null;
}

@ArgsType()
export class CooperationActionsArgs extends PageArgs {
  @Field(() => CooperationActionWhere, { nullable: true, description: 'Conditions on the actions; defaults to all.' })
  where?: CooperationActionWhere | null;
}

@ArgsType()
export class OwnCooperationActionsArgs extends ForwardPageArgs {
  @Field(() => CooperationActionWhere, {
    nullable: true,
    description: "Conditions on the actions; defaults to all of the parent's.",
  })
  where?: CooperationActionWhere | null;
}

/** A `where` whose conditions on the status tell their day. */
interface DatedWhere extends Omit<CooperationActionWhere, 'AND' | 'OR' | 'NOT' | 'status'> {
  AND?: DatedWhere[] | null;
  OR?: DatedWhere[] | null;
  NOT?: DatedWhere | null;
  status?: { among: ActionStatus[]; day: string | null } | null;
}

function dated(where: CooperationActionWhere, around: string | null = null): DatedWhere {
  const day = where.asOf ?? around;
  const within = (part: CooperationActionWhere) => dated(part, day);
  const { AND, OR, NOT, status, ...others } = where;
  return {
    ...others,
    status: status && { among: status, day },
    AND: AND?.map(within) ?? null,
    OR: OR?.map(within) ?? null,
    NOT: NOT && within(NOT),
  };
}

export const cooperationActionCondition = (where: CooperationActionWhere): Condition =>
  conditionOf<DatedWhere>(dated(where), {
    changedSince: changedSince(sql`c.changed_at`),
    domain: (domains) => sql<boolean>`c.domain = any(${domains}::text[])`,
    mode: (modes) => sql<boolean>`c.mode = any(${modes}::text[])`,
    status: ({ among, day }) =>
      day === null ? sql<boolean>`c.status = any(${among}::text[])` : hadStatusOn(among, day),
    discipline: (filter, path) => codeCondition(sql`c.discipline_code`, filter, path),
    label: (filter, path) => nameCondition(sql`c.label`, sql`c.label_folded`, filter, path),
    asOf: (day) => holdsOn(sql`c.period`, day),
  });
