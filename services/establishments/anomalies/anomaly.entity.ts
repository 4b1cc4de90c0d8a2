import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Changing } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { DateTimeScalar } from '../../kit/vocabulary/scalars.ts';

export enum AnomalyStatus {
  OPEN = 'OPEN',
  ACCEPTED = 'ACCEPTED',
  REJECTED = 'REJECTED',
  RESOLVED_BY_IMPORT = 'RESOLVED_BY_IMPORT',
}

registerEnumType(AnomalyStatus, {
  name: 'AnomalyStatus',
  description: 'What became of a reported anomaly.',
  valuesConfig: {
    OPEN: { description: 'It is not decided yet.' },
    ACCEPTED: { description: 'Who decides accepted it: of a row of an institution, the proposed value is written.' },
    REJECTED: { description: 'Who decides holds the fact to be right.' },
    RESOLVED_BY_IMPORT: { description: 'The source has since stated the proposed value itself.' },
  },
});

export enum AnomalyDecision {
  ACCEPT = 'ACCEPT',
  REJECT = 'REJECT',
}

registerEnumType(AnomalyDecision, {
  name: 'AnomalyDecision',
  description: 'What the owner of a fact, or an operator, decides of an anomaly.',
  valuesConfig: {
    ACCEPT: { description: 'It is wrong: of a row of an institution, the proposed value is written at once.' },
    REJECT: { description: 'It is right as it is.' },
  },
});

@Entity({ tableName: 'anomaly' })
@ObjectType({
  implements: Node,
  description:
    'That a fact is held to be wrong (anomalie signalée), with the reason. It is kept with the fact until its owner or an operator decides.',
})
@Directive('@key(fields: "id")')
export class Anomaly extends Changing {
  declare [EntityName]?: 'Anomaly';

  @PrimaryKey({ type: 'bigint' })
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'The type of the object that it is about, such as `CareUnit`.' })
  type!: string;

  @Property({ type: 'text' })
  nodeKey!: string;

  @Property({ type: 'text' })
  @Field(() => String, {
    description: "The object's key in its dataset, as `column=value`, such as `code=metz-dermatologie`.",
  })
  key!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The field that is wrong; null for the object as a whole.' })
  field!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What it should be, as a spreadsheet would have it; null if nothing is proposed.',
  })
  proposed!: string | null;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Why it is held to be wrong, in the words of who reported it.' })
  reason!: string;

  @Property({ type: 'text' })
  @Field(() => AnomalyStatus, { description: 'What became of it.' })
  status!: AnomalyStatus;

  @Property({ type: 'text', nullable: true })
  reporterFiness!: string | null;

  @Property({ type: 'timestamptz' })
  @Field(() => DateTimeScalar, { description: 'When it was reported, in UTC.' })
  at!: string;

  @Property({ type: 'text', nullable: true })
  deciderFiness!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided, in UTC; null while it is open.' })
  decidedAt!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Why it was decided so; null while it is open.' })
  decision!: string | null;
}
