import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum SupplyKind {
  MEALS = 'MEALS',
  LINEN = 'LINEN',
}

registerEnumType(SupplyKind, {
  name: 'SupplyKind',
  description: 'What a production unit makes for establishments.',
  valuesConfig: {
    MEALS: { description: 'Meals, which kitchens cook (restauration).' },
    LINEN: { description: 'Clean linen, which laundries wash (blanchisserie).' },
  },
});
