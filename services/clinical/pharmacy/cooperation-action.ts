import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { PharmacySupply } from './pharmacy-supply.entity.ts';
import { pharmacySupplies, pharmacySuppliesOn } from './pharmacy-supply.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionPharmacyResolver {
  @FieldResolver(() => [PharmacySupply], {
    nullable: true,
    description: 'The supplies by hospital pharmacies that are based on it, of any period.',
  })
  pharmacySupplies(@Root() action: CooperationAction, @Ctx() context: Context): Promise<PharmacySupply[]> {
    return context.children(pharmacySupplies, pharmacySuppliesOn(action));
  }
}
