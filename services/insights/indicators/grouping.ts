import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Grouping } from '../foreign/grouping.entity.ts';
import type { Context } from '../tables.ts';
import { Indicator } from './indicator.entity.ts';
import { requireYear } from '../search/year.filter.ts';
import { IndicatorArgs } from './indicator.filter.ts';
import { groupingIndicators } from './indicator.listing.ts';

@Resolver(() => Grouping)
export class GroupingIndicatorsResolver {
  @FieldResolver(() => [Indicator], {
    nullable: true,
    description:
      'Indicators of the care offer of all its members, in the order of the codes: relative to the inhabitants that it serves, where a file gives them, otherwise only numerators. Indicators without a known numerator are omitted.',
  })
  async indicators(
    @Root() { code }: Grouping,
    @Args(() => IndicatorArgs) args: IndicatorArgs,
    @Ctx() context: Context,
  ): Promise<Indicator[]> {
    requireYear(args.year, 'year');
    return groupingIndicators(context, code, args);
  }
}
