import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { productionUnits, productionUnitsOn, type ProductionUnitRow } from './production-unit.listing.ts';
import { SupplyContract } from './supply-contract.entity.ts';
import { supplyContracts, supplyContractsOn, type SupplyContractRow } from './supply-contract.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionSupplyResolver {
  @FieldResolver(() => [SupplyContract], {
    nullable: true,
    description: 'The meal and linen contracts that are based on it, of any period.',
  })
  supplyContracts(@Root() action: CooperationAction, @Ctx() context: Context): Promise<SupplyContractRow[]> {
    return context.children(supplyContracts, supplyContractsOn(action));
  }

  @FieldResolver(() => [ProductionUnit], {
    nullable: true,
    description: 'The kitchens and laundries that are based on it, of any status.',
  })
  productionUnits(@Root() action: CooperationAction, @Ctx() context: Context): Promise<ProductionUnitRow[]> {
    return context.children(productionUnits, productionUnitsOn(action));
  }
}
