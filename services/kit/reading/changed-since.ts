import { sql, type RawBuilder } from 'kysely';
import { Field, InputType } from 'type-graphql';
import { DateTimeScalar } from '../vocabulary/scalars.ts';
import type { Condition } from './condition.ts';

/** The condition that every `where` has whose objects tell `changedAt`. */
@InputType()
export abstract class ChangingWhere {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'It was added or changed at this moment or later (`changedAt`). What a transaction changes that is under way at that moment becomes visible later, with the time of its start; and what is gone is not found. `changes` tells exactly what changed, in order.',
  })
  changedSince?: Date | null;
}

/** The condition of `ChangingWhere` on a column of times. */
export const changedSince =
  (column: RawBuilder<unknown>) =>
  (moment: Date): Condition =>
    sql<boolean>`${column} >= ${moment}::timestamptz`;
