import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { Territory } from '../territories/territory.entity.ts';
import type { TerritoryRow } from '../territories/territory.listing.ts';
import type { Context } from '../tables.ts';
import { TerritoryEstablishmentsArgs } from './establishment.filter.ts';
import { establishments, establishmentsIn, type EstablishmentRow } from './establishment.listing.ts';
import { EstablishmentConnection } from './establishment.resolver.ts';

@Resolver(() => Territory)
export class TerritoryEstablishmentsResolver {
  // Each page walks the register in its order until it is full, a tenth of a second for the last departments.
  @Directive('@cost(weight: 1500)')
  @FieldResolver(() => EstablishmentConnection, {
    name: 'establishments',
    description: 'The establishments located in it, at any level below it, ordered by FINESS number.',
  })
  within(
    @Root() territory: TerritoryRow,
    @Args(() => TerritoryEstablishmentsArgs) args: TerritoryEstablishmentsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): List<EstablishmentRow> {
    return context.list(establishments, args, establishmentsIn(territory), info);
  }
}
