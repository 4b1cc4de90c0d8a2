import { Directive, Field, ObjectType } from 'type-graphql';
import { OwnedRow } from '../../kit/reading/changing.entity.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { MealDelivery } from '../supply/meal-delivery.entity.ts';
import { ProductionUnit } from '../supply/production-unit.entity.ts';
import { SupplyContract } from '../supply/supply-contract.entity.ts';

@ObjectType({
  implements: [Node, ProductionUnit],
  description:
    'A central kitchen that cooks for several establishments (cuisine centrale, unité centrale de production alimentaire, UCPA).',
})
@Directive('@key(fields: "id")')
export abstract class Kitchen extends OwnedRow {
  @Field(() => MealDelivery, {
    nullable: true,
    description: 'How its meals are kept until served; null if unknown.',
  })
  delivery!: MealDelivery | null;
}

/** Reached only through the interface: it has no id, and no list of its own. */
@ObjectType({
  implements: SupplyContract,
  description: 'The contract by which a kitchen supplies one customer with meals (convention de restauration).',
})
export abstract class MealContract {
  @Field(() => [String], {
    description:
      'The diets and textures that it covers, as named by its source (régimes); empty if the source names none.',
  })
  diets!: string[];
}
