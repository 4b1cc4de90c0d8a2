import type { EntityName } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Float, InterfaceType, registerEnumType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import type { MealDelivery } from './meal-delivery.entity.ts';

export enum ProductionUnitStatus {
  STUDIED = 'STUDIED',
  PLANNED = 'PLANNED',
  OPERATING = 'OPERATING',
  CLOSED = 'CLOSED',
}

registerEnumType(ProductionUnitStatus, {
  name: 'ProductionUnitStatus',
  description: 'The status of a production unit.',
  valuesConfig: {
    STUDIED: { description: "Under study, not decided (à l'étude)." },
    PLANNED: { description: 'Decided, not yet operating (en projet).' },
    OPERATING: { description: 'Operating (en service).' },
    CLOSED: { description: 'Closed (fermée).' },
  },
});

/** A kitchen or a laundry. They share a table, as they differ in one column each and are listed together. */
@Entity({ tableName: 'production_unit' })
@InterfaceType({
  // Required for `id`: of two interfaces with the field, type-graphql uses the resolver of the one registered last.
  implements: Node,
  description: 'A central kitchen or a laundry that serves several establishments (unité de production).',
})
export class ProductionUnit extends OwnedRow {
  declare [EntityName]?: 'ProductionUnit';

  @PrimaryKey({ type: 'text' })
  code!: string;

  @Property({ type: 'text' })
  @Field(() => SupplyKind, { description: 'Its product.' })
  kind!: SupplyKind;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Its name, as stated by its source.' })
  name!: string;

  @Property({ type: 'text' })
  nameFolded!: string;

  @Property({ type: 'text' })
  @Field(() => ProductionUnitStatus, { description: 'Its status.' })
  status!: ProductionUnitStatus;

  @Property({ type: 'text', nullable: true })
  siteFiness!: string | null;

  @Property({ type: 'text', nullable: true })
  operatorFiness!: string | null;

  @Property({ type: 'text', nullable: true })
  operatedByCode!: string | null;

  @Property({ type: 'double', nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: 'Its maximum daily production, in its `unit`; null if unknown.',
  })
  dailyCapacity!: number | null;

  @Property({ type: 'text', nullable: true })
  delivery!: MealDelivery | null;

  @Property({ type: 'boolean', nullable: true })
  hygieneCertified!: boolean | null;

  @Property({ type: 'text', nullable: true })
  actionReference!: string | null;

  @Property({ type: 'text' })
  sourceCode!: string;
}
