import type { EntityName } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { FiguresByKind } from './yearly-figures.entity.ts';

@Entity()
@ObjectType({
  description:
    'The operating rooms of one kind (salles d’intervention) of an establishment in a year (SAE, table BLOCS). One kind is the total of the others: see `isTotal`.',
})
export class OperatingTheatres extends FiguresByKind {
  declare [EntityName]?: 'OperatingTheatres';

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Rooms (salles); null if the statistics do not state them.',
  })
  rooms!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Of these, rooms that are open day and night (24 heures sur 24); null if the statistics do not state them.',
  })
  roomsAroundTheClock!: number | null;
}
