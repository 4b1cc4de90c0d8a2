import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Territory } from '../foreign/territory.entity.ts';
import type { Context } from '../tables.ts';
import { Indicator } from './indicator.entity.ts';
import { requireYear } from '../search/year.filter.ts';
import { IndicatorArgs } from './indicator.filter.ts';
import { territoryIndicators } from './indicator.listing.ts';

@Resolver(() => Territory)
export class TerritoryIndicatorsResolver {
  @FieldResolver(() => [Indicator], {
    nullable: true,
    description:
      'Indicators of its care offer, in the order of the codes. Indicators without a numerator in the statistics are omitted.',
  })
  async indicators(
    @Root() { code }: Territory,
    @Args(() => IndicatorArgs) args: IndicatorArgs,
    @Ctx() context: Context,
  ): Promise<Indicator[]> {
    requireYear(args.year, 'year');
    return (await territoryIndicators(context, code, args)) ?? [];
  }
}
