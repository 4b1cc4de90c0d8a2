import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

@Entity({ tableName: 'declared_activity' })
@ObjectType({
  description:
    'Whether an establishment declares to have an activity in a year (SAE, table FILTRE). An activity that it was not asked about has no row.',
})
export class DeclaredActivity {
  declare [EntityName]?: 'DeclaredActivity';

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;

  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  activityCode!: string;

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'True if it declares the activity, false if it declares not to have it.' })
  isPresent!: boolean;

  @Property({ type: 'text' })
  sourceCode!: string;
}
