import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Grouping } from '../foreign/grouping.entity.ts';
import type { Context } from '../tables.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { ProductionUnitKindArgs } from './production-unit.filter.ts';
import { productionUnits, productionUnitsBy, type ProductionUnitRow } from './production-unit.listing.ts';

@Resolver(() => Grouping)
export class GroupingSupplyResolver {
  @FieldResolver(() => [ProductionUnit], {
    nullable: true,
    description: 'The kitchens and laundries that it operates, of any status.',
  })
  productionUnits(
    @Root() grouping: Grouping,
    @Args(() => ProductionUnitKindArgs) { kind }: ProductionUnitKindArgs,
    @Ctx() context: Context,
  ): Promise<ProductionUnitRow[]> {
    return context.children(productionUnits, productionUnitsBy(grouping), { kind });
  }
}
