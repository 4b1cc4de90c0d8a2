import type { EntityName } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { FiguresByKind } from './yearly-figures.entity.ts';

@Entity()
@ObjectType({
  description:
    'The activity of one kind of emergency department (structure des urgences) of an establishment in a year (SAE, table URGENCES2).',
})
export class EmergencyActivity extends FiguresByKind {
  declare [EntityName]?: 'EmergencyActivity';

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Visits in the year (passages); null if the statistics do not state them.',
  })
  visits!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Of these, visits of patients under 18; null if the statistics do not state them.',
  })
  visitsUnder18!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Of these, visits of patients aged 80 and over; null if the statistics do not state them.',
  })
  visitsFrom80!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Beds of the short-stay unit (unité d’hospitalisation de courte durée, UHCD); null if the statistics do not state them.',
  })
  observationBeds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Stays in the short-stay unit in the year (séjours); null if the statistics do not state them.',
  })
  observationStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Days of the stays in the short-stay unit (journées); null if the statistics do not state them.',
  })
  observationDays!: number | null;
}
