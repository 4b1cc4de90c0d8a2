import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

export enum Sector {
  PUBLIC = 'PUBLIC',
  PRIVATE_NON_PROFIT = 'PRIVATE_NON_PROFIT',
  PRIVATE_FOR_PROFIT = 'PRIVATE_FOR_PROFIT',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(Sector, {
  name: 'Sector',
  description:
    "The sector of an establishment (secteur), by its legal status and the aggregates of FINESS's nomenclature of statuses.",
  valuesConfig: {
    PUBLIC: { description: 'Public: the State, local authorities, public institutions, and military hospitals.' },
    PRIVATE_NON_PROFIT: {
      description: 'Private and non-profit (privé non lucratif): associations, foundations, mutual societies.',
    },
    PRIVATE_FOR_PROFIT: {
      description: 'Private and for-profit (privé commercial): companies and self-employed people.',
    },
    UNKNOWN: { description: 'No source states a legal status, or it is one of foreign law.' },
  },
});
