import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { ProductionUnitKindArgs } from './production-unit.filter.ts';
import { productionUnits, productionUnitsOf, type ProductionUnitRow } from './production-unit.listing.ts';
import { SupplyContract } from './supply-contract.entity.ts';
import { SupplyFlowArgs } from './supply-contract.filter.ts';
import { supplyContracts, supplyContractsAt, type SupplyContractRow } from './supply-contract.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentSupplyResolver {
  @FieldResolver(() => [SupplyContract], {
    nullable: true,
    description:
      'The contracts by which kitchens and laundries supply it, or those of the kitchens and laundries located here or operated by it.',
  })
  supplyContracts(
    @Root() establishment: Establishment,
    @Args(() => SupplyFlowArgs) { role, kind, asOf }: SupplyFlowArgs,
    @Ctx() context: Context,
  ): Promise<SupplyContractRow[]> {
    return context.children(supplyContracts, supplyContractsAt(establishment, role), { kind, asOf });
  }

  @FieldResolver(() => [ProductionUnit], {
    nullable: true,
    description: 'The kitchens and laundries that are located here or that it operates, of any status.',
  })
  productionUnits(
    @Root() establishment: Establishment,
    @Args(() => ProductionUnitKindArgs) { kind }: ProductionUnitKindArgs,
    @Ctx() context: Context,
  ): Promise<ProductionUnitRow[]> {
    return context.children(productionUnits, productionUnitsOf(establishment), { kind });
  }
}
