import type { SupplyKind } from '../../kit/vocabulary/supply-kind.ts';
import { registerEnumType } from 'type-graphql';

export enum SupplyUnit {
  MEALS_PER_DAY = 'MEALS_PER_DAY',
  KG_PER_DAY = 'KG_PER_DAY',
}

registerEnumType(SupplyUnit, {
  name: 'SupplyUnit',
  description: 'The unit of capacities and volumes, depending on the kind.',
  valuesConfig: {
    MEALS_PER_DAY: { description: 'Meals a day, for kitchens (repas par jour).' },
    KG_PER_DAY: { description: 'Kilograms of linen a day, for laundries (kilogrammes de linge par jour).' },
  },
});

/** The unit of each kind. */
export const unitOf: Record<SupplyKind, SupplyUnit> = {
  MEALS: SupplyUnit.MEALS_PER_DAY,
  LINEN: SupplyUnit.KG_PER_DAY,
};
