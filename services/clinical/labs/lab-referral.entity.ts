import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Period } from '../../kit/reading/period.ts';
import { LabSpecialty } from './laboratory.entity.ts';

@Entity({ tableName: 'lab_referral' })
@ObjectType({
  description: 'Analyses of one specialty that an establishment refers to a laboratory (examens transmis).',
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
    description: 'Analyses performed in a year; null if unknown.',
  })
  testsPerYear!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: "The share of the requester's analyses in the specialty, from 0 to 1; null if unknown.",
  })
  share!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'Hours from sampling to result (délai de rendu); null if unknown.',
  })
  turnaroundHours!: number | null;

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'The period in which it is in force. If the source states no day, the first of the month is used.',
  })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
