import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { centreOf, located } from '../../kit/register/centres.ts';
import { Territory } from '../territories/territory.entity.ts';
import type { TerritoryRow } from '../territories/territory.listing.ts';
import type { Context } from '../tables.ts';
import { GeoPoint } from './establishment.entity.ts';
import { TerritoryEstablishmentsArgs } from './establishment.filter.ts';
import { establishments, establishmentsIn, type EstablishmentRow } from './establishment.listing.ts';
import { EstablishmentConnection } from './establishment.resolver.ts';

@Resolver(() => Territory)
export class TerritoryEstablishmentsResolver {
  // Each page walks the register in its order until it is full, a tenth of a second for the last departments.
  @Directive('@cost(weight: 900)')
  @FieldResolver(() => EstablishmentConnection, {
    name: 'establishments',
    description: 'The establishments located in it, at any level below it, ordered by FINESS number.',
  })
  async within(
    @Root() territory: TerritoryRow,
    @Args(() => TerritoryEstablishmentsArgs) args: TerritoryEstablishmentsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<List<EstablishmentRow>> {
    const where = await located(context, args.where);
    return context.list(establishments, { ...args, where }, establishmentsIn(territory), info);
  }

  @Directive('@cost(weight: 200)')
  @FieldResolver(() => GeoPoint, {
    nullable: true,
    description:
      'Its centre: the median latitude and longitude of the open sites located in it; null if no location is known.',
  })
  centre(@Root() { code }: TerritoryRow, @Ctx() context: Context): Promise<GeoPoint | null> {
    return centreOf(context, 'territory', code);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the centre is derived from the sites located there, rather than stated by a source: always.',
  })
  isCentreDerived(): boolean {
    return true;
  }
}
