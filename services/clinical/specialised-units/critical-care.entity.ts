import type { EntityName } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { FiguresByKind } from './yearly-figures.entity.ts';

@Entity()
@ObjectType({
  description:
    'Capacity and activity of one kind of critical care unit (réanimation, soins intensifs) of an establishment in a year (SAE, table REA). Some kinds are totals of others: see `isTotal`.',
})
export class CriticalCare extends FiguresByKind {
  declare [EntityName]?: 'CriticalCare';

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Beds (lits); null if the statistics do not state them.',
  })
  beds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Stays in the year (séjours); null if the statistics do not state them.',
  })
  stays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Days of the stays in the year (journées); null if the statistics do not state them.',
  })
  days!: number | null;
}
