import { CareDiscipline } from '../../kit/vocabulary/care-discipline.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

/** The statistics of one year and discipline. */
@Entity({ abstract: true })
@ObjectType()
abstract class CareFigures {
  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year. Capacities are as of 31 December.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  @Field(() => CareDiscipline, { description: 'The discipline.' })
  discipline!: CareDiscipline;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Beds for full stays (lits); null if the statistics do not state them.',
  })
  beds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Places for day stays, or in hospitalisation at home (places); null if the statistics do not state them.',
  })
  places!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Full stays in the year (séjours en hospitalisation complète); null if the statistics do not state them.',
  })
  fullStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Day stays in the year (hospitalisation partielle): days of presence in rehabilitation, days in day hospitals in psychiatry. Null if the statistics do not state them.',
  })
  dayStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Days of full stays in the year (journées); null if the statistics do not state them.',
  })
  bedDays!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'care_activity' })
@ObjectType({
  description: 'Capacity and activity of one establishment in one discipline and year (SAE).',
})
export class CareActivity extends CareFigures {
  declare [EntityName]?: 'CareActivity';

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}

@Entity({ tableName: 'grouping_care_activity' })
@ObjectType({
  description:
    'Capacity and activity of all members of a territorial group in one discipline and year, as totalled by the statistics (SAE). In psychiatry, beds include every form of full-time care.',
})
export class GroupingCareActivity extends CareFigures {
  declare [EntityName]?: 'GroupingCareActivity';

  @PrimaryKey({ type: 'text' })
  groupingCode!: string;
}
