import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { ActionStatus } from './cooperation.ts';

/** The view of all statuses of an action: the first one, and those of `cooperation_action_status`. */
@Entity({ tableName: 'cooperation_action_history', readonly: true })
@ObjectType('CooperationActionStatus', {
  description:
    'A status of a cooperation action. It stands from its day on until the next one of the action; the last one stands until a later one is known, and tells nothing of the time after its source.',
})
export class CooperationActionHistory {
  declare [EntityName]?: 'CooperationActionHistory';

  @PrimaryKey({ type: 'text' })
  actionReference!: string;

  @Property({ type: 'text' })
  @Field(() => ActionStatus, { description: 'The progress of the action.' })
  status!: ActionStatus;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day from which a source states it; of the first status that is the first day of the action. Null if the action has no known first day, or has not begun.',
  })
  since!: string | null;

  @Property({ type: 'date' })
  knownFrom!: string;

  @Property({ type: 'text' })
  sourceCode!: string;
}
