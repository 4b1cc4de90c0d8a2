import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Period } from '../../kit/reading/period.ts';
import { LabSpecialty } from './laboratory.entity.ts';

@Entity({ tableName: 'lab_referral' })
@ObjectType({
  description: 'Analyses of one specialty that an establishment has a laboratory make (examens transmis).',
})
export class LabReferral {
  declare [EntityName]?: 'LabReferral';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  requesterFiness!: string;

  @Property({ type: 'text' })
  laboratoryCode!: string;

  @Property({ type: 'text' })
  @Field(() => LabSpecialty, { description: 'The specialty of the analyses.' })
  specialty!: LabSpecialty;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Analyses made in a year; null where no source states them.',
  })
  testsPerYear!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: "The part of the requester's analyses in the specialty, from 0 to 1; null where no source states it.",
  })
  share!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'Hours from sampling to result (délai de rendu); null where no source states them.',
  })
  turnaroundHours!: number | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'From when to when it holds; the first of the month where its source states no day.',
  })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
