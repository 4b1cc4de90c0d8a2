import type { Module } from '../../kit/service.ts';
import { ownerResolver } from '../../kit/subgraph/owner.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { CooperationActionSupplyResolver } from './cooperation-action.ts';
import { EstablishmentSupplyResolver } from './establishment.ts';
import { GroupingSupplyResolver } from './grouping.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { ProductionUnitResolver } from './production-unit.resolver.ts';
import { SupplyContract } from './supply-contract.entity.ts';
import { SupplyContractResolver } from './supply-contract.resolver.ts';

/** The common part of kitchens and laundries: their tables, and their fields on the types of other services. */
export const supplyModule: Module = {
  name: 'supply',
  entities: [ProductionUnit, SupplyContract],
  resolvers: [
    ownerResolver(ProductionUnit, Establishment, establishmentOf),
    ProductionUnitResolver,
    SupplyContractResolver,
    EstablishmentSupplyResolver,
    GroupingSupplyResolver,
    CooperationActionSupplyResolver,
  ],
  entityTypes: [],
};
