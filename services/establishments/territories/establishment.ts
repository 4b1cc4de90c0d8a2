import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment } from '../register/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { Territory } from './territory.entity.ts';
import { territories, type TerritoryRow } from './territory.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentTerritoryResolver {
  @FieldResolver(() => Territory, {
    nullable: true,
    description:
      'The smallest known territory where it is located: its commune, or its department if the commune is unknown.',
  })
  territory(@Root() establishment: Establishment, @Ctx() context: Context): Promise<TerritoryRow | null> {
    return context.find(territories, establishment.territoryCode);
  }
}
