import type { Module } from '../../kit/service.ts';
import { CooperationActionSupplyResolver } from './cooperation-action.ts';
import { EstablishmentSupplyResolver } from './establishment.ts';
import { GroupingSupplyResolver } from './grouping.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { ProductionUnitResolver } from './production-unit.resolver.ts';
import { SupplyContract } from './supply-contract.entity.ts';
import { SupplyContractResolver } from './supply-contract.resolver.ts';

/** What kitchens and laundries share: their tables, and the fields that hang on the objects of other services. */
export const supplyModule: Module = {
  name: 'supply',
  entities: [ProductionUnit, SupplyContract],
  resolvers: [
    ProductionUnitResolver,
    SupplyContractResolver,
    EstablishmentSupplyResolver,
    GroupingSupplyResolver,
    CooperationActionSupplyResolver,
  ],
  entityTypes: [],
};
