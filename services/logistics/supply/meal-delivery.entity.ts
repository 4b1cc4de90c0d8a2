import { registerEnumType } from 'type-graphql';

export enum MealDelivery {
  COLD_CHAIN = 'COLD_CHAIN',
  HOT_CHAIN = 'HOT_CHAIN',
}

registerEnumType(MealDelivery, {
  name: 'MealDelivery',
  description: 'How meals are kept from the kitchen to the patient.',
  valuesConfig: {
    COLD_CHAIN: { description: 'Chilled after cooking, and reheated where they are served (liaison froide).' },
    HOT_CHAIN: { description: 'Kept hot from cooking to serving (liaison chaude).' },
  },
});
