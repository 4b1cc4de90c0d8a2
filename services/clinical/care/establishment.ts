import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { CareActivity } from './care-activity.entity.ts';
import { careActivities, careActivitiesOf } from './care-activity.listing.ts';
import { EstablishmentCareUnitsArgs } from './care-unit.filter.ts';
import { careUnits, careUnitsOf, type CareUnitRow } from './care-unit.listing.ts';
import { CareUnitConnection } from './care-unit.resolver.ts';

@Resolver(() => Establishment)
export class EstablishmentCareResolver {
  @FieldResolver(() => CareUnitConnection, {
    nullable: true,
    description: 'The care units that are located here, or that it staffs.',
  })
  careUnits(
    @Root() establishment: Establishment,
    @Args(() => EstablishmentCareUnitsArgs) args: EstablishmentCareUnitsArgs,
    @Ctx() context: Context,
  ): List<CareUnitRow> {
    return context.list(careUnits, args, careUnitsOf(establishment));
  }

  @FieldResolver(() => [CareActivity], {
    nullable: true,
    description:
      'Its capacity and activity by year and discipline (SAE). Usually known for sites, not for legal entities.',
  })
  careActivity(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
    years: number[] | null,
    @Ctx() context: Context,
  ): Promise<CareActivity[]> {
    return context.children(careActivities, careActivitiesOf(establishment), { years });
  }
}
