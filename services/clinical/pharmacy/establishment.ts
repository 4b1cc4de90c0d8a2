import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { FlowArgs } from '../../kit/vocabulary/flow.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { PharmacySupply } from './pharmacy-supply.entity.ts';
import { pharmacySupplies, pharmacySuppliesOf } from './pharmacy-supply.listing.ts';
import { Pharmacy } from './pharmacy.entity.ts';
import { pharmacies, pharmaciesOf, type PharmacyRow } from './pharmacy.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentPharmacyResolver {
  @FieldResolver(() => [Pharmacy], {
    nullable: true,
    description: 'The hospital pharmacies that are located here or that it operates, of any period.',
  })
  pharmacies(@Root() establishment: Establishment, @Ctx() context: Context): Promise<PharmacyRow[]> {
    return context.children(pharmacies, pharmaciesOf(establishment));
  }

  @FieldResolver(() => [PharmacySupply], {
    nullable: true,
    description:
      'The supplies that it receives from hospital pharmacies, or that the pharmacies located here or operated by it provide.',
  })
  pharmacySupplies(
    @Root() establishment: Establishment,
    @Args(() => FlowArgs) { role, asOf }: FlowArgs,
    @Ctx() context: Context,
  ): Promise<PharmacySupply[]> {
    return context.children(pharmacySupplies, pharmacySuppliesOf(establishment, role), { asOf });
  }
}
