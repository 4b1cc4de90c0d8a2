import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { PharmacySupply } from './pharmacy-supply.entity.ts';
import { Pharmacy } from './pharmacy.entity.ts';
import { pharmacies, type PharmacyRow } from './pharmacy.listing.ts';

@Resolver(() => PharmacySupply)
export class PharmacySupplyResolver {
  @FieldResolver(() => Pharmacy, { description: 'The pharmacy that supplies.' })
  pharmacy(@Root() supply: PharmacySupply, @Ctx() context: Context): Promise<PharmacyRow | null> {
    return context.find(pharmacies, supply.pharmacyCode);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that is supplied.' })
  customer(@Root() supply: PharmacySupply): Establishment {
    return establishmentOf(supply.customerFiness);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that it is based on.',
  })
  action(@Root() supply: PharmacySupply): CooperationAction | null {
    return actionOf(supply.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() supply: PharmacySupply): Source {
    return sourceOf(supply.sourceCode);
  }
}
