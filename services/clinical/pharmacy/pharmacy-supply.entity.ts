import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Period } from '../../kit/reading/period.ts';
import { PharmacyActivity } from '../../kit/vocabulary/pharmacy-activity.ts';

@Entity({ tableName: 'pharmacy_supply' })
@ObjectType({
  description: 'The work that a hospital pharmacy does for another establishment in one activity (sous-traitance).',
})
export class PharmacySupply {
  declare [EntityName]?: 'PharmacySupply';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  pharmacyCode!: string;

  @Property({ type: 'text' })
  customerFiness!: string;

  @Property({ type: 'text' })
  @Field(() => PharmacyActivity, { description: 'The activity.' })
  activity!: PharmacyActivity;

  @Property({ type: 'int', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description:
      'The quantity supplied in a year, in the unit of the activity: preparations, sterilised sets, dispensings or orders. Null if unknown.',
  })
  unitsPerYear!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: "The share of the customer's need in the activity, from 0 to 1; null if unknown.",
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
