import { CareDiscipline } from '../../kit/vocabulary/care-discipline.ts';
import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';

/** What the statistics say of a year in one discipline. */
@Entity({ abstract: true })
@ObjectType()
abstract class CareFigures {
  @PrimaryKey({ type: 'int' })
  @Field(() => Int, { description: 'The calendar year; capacities are those of its 31 December.' })
  year!: number;

  @PrimaryKey({ type: 'text' })
  @Field(() => CareDiscipline, { description: 'The discipline.' })
  discipline!: CareDiscipline;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Beds for full stays (lits); null where the statistics state none.',
  })
  beds!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Places for day stays, or in hospitalisation at home (places); null where the statistics state none.',
  })
  places!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Full stays in the year (séjours en hospitalisation complète); null where the statistics state none.',
  })
  fullStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'Day stays in the year; in rehabilitation days of presence, in psychiatry days in day hospitals (hospitalisation partielle). Null where the statistics state none.',
  })
  dayStays!: number | null;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Days of full stays in the year (journées); null where the statistics state none.',
  })
  bedDays!: number | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}

@Entity({ tableName: 'care_activity' })
@ObjectType({
  description: 'A year of one establishment in one discipline: what it can take in and what it did (SAE).',
})
export class CareActivity extends CareFigures {
  declare [EntityName]?: 'CareActivity';

  @PrimaryKey({ type: 'text' })
  establishmentFiness!: string;
}

@Entity({ tableName: 'grouping_care_activity' })
@ObjectType({
  description:
    'A year of all members of a territorial group together in one discipline, as the statistics add them up (SAE). In psychiatry the beds count every form of full-time care.',
})
export class GroupingCareActivity extends CareFigures {
  declare [EntityName]?: 'GroupingCareActivity';

  @PrimaryKey({ type: 'text' })
  groupingCode!: string;
}
