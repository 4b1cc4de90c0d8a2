import { Directive, Field, ObjectType } from 'type-graphql';
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
export abstract class Kitchen {
  @Field(() => MealDelivery, {
    nullable: true,
    description: 'How its meals are kept until they are eaten; null where no source states it.',
  })
  delivery!: MealDelivery | null;
}

/** Met through the interface alone: it has no id, and no list of its own. */
@ObjectType({
  implements: SupplyContract,
  description: 'The meals that a kitchen delivers to one customer (convention de restauration).',
})
export abstract class MealContract {
  @Field(() => [String], {
    description: 'The diets and textures that it covers, as its source names them (régimes); none where it names none.',
  })
  diets!: string[];
}
