import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum SupplyKind {
  MEALS = 'MEALS',
  LINEN = 'LINEN',
}

registerEnumType(SupplyKind, {
  name: 'SupplyKind',
  description: 'The product of a production unit.',
  valuesConfig: {
    MEALS: { description: 'Meals from kitchens (restauration).' },
    LINEN: { description: 'Clean linen from laundries (blanchisserie).' },
  },
});
