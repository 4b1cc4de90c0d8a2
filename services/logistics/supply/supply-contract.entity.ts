import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, InterfaceType } from 'type-graphql';
import { ForParties } from '../../kit/subgraph/parties.ts';
import { ForPartners } from '../../kit/subgraph/partners.ts';
import { Period } from '../../kit/reading/period.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';

/** Where the unit of a contract is, and who operates it. */
export interface SupplierFiness {
  siteFiness: string | null;
  operatorFiness: string | null;
}

@Entity({ tableName: 'supply_contract' })
@InterfaceType({
  description: 'The contract by which a kitchen or laundry supplies one customer (convention de prestation).',
})
export class SupplyContract {
  declare [EntityName]?: 'SupplyContract';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  unitCode!: string;

  @Property({ type: 'text' })
  @Field(() => SupplyKind, { description: 'The product.' })
  kind!: SupplyKind;

  @Property({ type: 'text' })
  customerFiness!: string;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'The daily volume, in its `unit`; null if unknown.',
  })
  dailyVolume!: number | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description:
      "The share of the customer's need for meals or linen, from 0 to 1; null if unknown. On any day, the known shares of one customer add up to at most 1.",
  })
  share!: number | null;

  @Property({ type: 'double', nullable: true })
  @ForPartners()
  @ForParties((contract: SupplyContract & SupplierFiness) => ({
    establishments: [contract.customerFiness, contract.siteFiness, contract.operatorFiness],
    action: contract.actionReference,
  }))
  @Field(() => Float, {
    nullable: true,
    description:
      'The price of one meal or one kilogram of linen for the customer, in euros (coût unitaire); null if unknown. For the institutions that it concerns.',
  })
  unitCostEur!: number | null;

  @Property({ type: 'text[]' })
  diets!: string[];

  @Property({ type: 'text[]' })
  articles!: string[];

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
