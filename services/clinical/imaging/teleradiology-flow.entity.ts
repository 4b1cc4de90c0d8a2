import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ForParties } from '../../kit/subgraph/parties.ts';
import { ForPartners } from '../../kit/subgraph/partners.ts';
import { Period } from '../../kit/reading/period.ts';
import { ImagingModality } from '../../kit/vocabulary/imaging-modality.ts';

@Entity({ tableName: 'teleradiology_flow' })
@ObjectType({
  description: 'Exams that one establishment performs and another interprets remotely (téléradiologie).',
})
export class TeleradiologyFlow {
  declare [EntityName]?: 'TeleradiologyFlow';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  requesterFiness!: string;

  @Property({ type: 'text' })
  interpreterFiness!: string;

  @Property({ type: 'text' })
  @Field(() => ImagingModality, { description: 'The modality of the exams.' })
  modality!: ImagingModality;

  @Property({ type: 'boolean' })
  @ForPartners()
  @ForParties((flow: TeleradiologyFlow) => ({
    establishments: [flow.requesterFiness, flow.interpreterFiness],
    action: flow.actionReference,
  }))
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether it applies only outside working hours (permanence des soins). For the institutions that it concerns.',
  })
  onCallOnly!: boolean;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Exams interpreted in a year; null if unknown.',
  })
  examsPerYear!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: "The share of the requester's exams in the modality, from 0 to 1; null if unknown.",
  })
  share!: number | null;

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
