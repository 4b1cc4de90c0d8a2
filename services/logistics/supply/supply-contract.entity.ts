import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, InterfaceType } from 'type-graphql';
import { ForPartners } from '../../kit/subgraph/partners.ts';
import { Period } from '../../kit/reading/period.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

@Entity({ tableName: 'supply_contract' })
@InterfaceType({
  description: 'What a kitchen or a laundry delivers to one customer (convention de prestation).',
})
export class SupplyContract {
  declare [EntityName]?: 'SupplyContract';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  unitCode!: string;

  @Property({ type: 'text' })
  @Field(() => SupplyKind, { description: 'What is delivered.' })
  kind!: SupplyKind;

  @Property({ type: 'text' })
  customerFiness!: string;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'What is delivered in a day, in its `unit`; null where no source states it.',
  })
  dailyVolume!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description:
      "The part of the customer's need in meals or in linen, from 0 to 1; null where no source states it. On any day, the known shares of one customer are 1 together at the most.",
  })
  share!: number | null;

  @Property({ type: 'double', nullable: true })
  @ForPartners()
  @Field(() => Float, {
    nullable: true,
    description:
      'What one meal, or one kilogram of linen, costs the customer, in euros (coût unitaire); null where no source states it. For partner institutions.',
  })
  unitCostEur!: number | null;

  @Property({ type: 'text[]' })
  diets!: string[];

  @Property({ type: 'text[]' })
  articles!: string[];

  @Property({ type: 'daterange' })
  @Field(() => Period, {
    description: 'From when to when it is in force; the first of the month where its source states no day.',
  })
  period!: Period;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
