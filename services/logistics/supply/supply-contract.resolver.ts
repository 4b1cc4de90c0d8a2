import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { ProductionUnit } from './production-unit.entity.ts';
import { productionUnits, type ProductionUnitRow } from './production-unit.listing.ts';
import { SupplyContract } from './supply-contract.entity.ts';
import type { SupplyContractRow } from './supply-contract.listing.ts';
import { SupplyUnit, unitOf } from './supply-kind.entity.ts';

/** The fields of both meal and linen contracts. */
@Resolver(() => SupplyContract)
export class SupplyContractResolver {
  @FieldResolver(() => ProductionUnit, { description: 'The kitchen or laundry that supplies the customer.' })
  productionUnit(@Root() contract: SupplyContractRow, @Ctx() context: Context): Promise<ProductionUnitRow | null> {
    return context.find(productionUnits, contract.unitCode);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that is supplied.' })
  customer(@Root() contract: SupplyContractRow): Establishment {
    return establishmentOf(contract.customerFiness);
  }

  @FieldResolver(() => SupplyUnit, { description: 'The unit of its volume.' })
  unit(@Root() { kind }: SupplyContractRow): SupplyUnit {
    return unitOf[kind];
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() contract: SupplyContractRow): CooperationAction | null {
    return actionOf(contract.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() contract: SupplyContractRow): Source {
    return sourceOf(contract.sourceCode);
  }
}
