import { Args, Ctx, Directive, FieldResolver, Float, Query, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../platform/errors.ts';
import { registerCode } from '../../kit/reading/register-code.ts';
import { Grouping, groupingOf } from '../foreign/grouping.entity.ts';
import { Territory, territoryOf } from '../foreign/territory.entity.ts';
import type { Context } from '../tables.ts';
import { Indicator } from './indicator.entity.ts';
import { requireYear } from '../search/year.filter.ts';
import { CareOfferArgs } from './indicator.filter.ts';
import { territoryIndicators } from './indicator.listing.ts';

@Resolver(() => Indicator)
export class IndicatorResolver {
  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Indicator], {
    nullable: true,
    description:
      'Indicators of the care offer of territories, in the order of the territories, then of the codes. Indicators without a numerator in the statistics are omitted.',
  })
  async careOfferIndicators(
    @Args(() => CareOfferArgs) args: CareOfferArgs,
    @Ctx() context: Context,
  ): Promise<Indicator[]> {
    requireYear(args.year, 'year');
    return (
      await Promise.all(args.territories.map((code) => ofKnownTerritory(context, registerCode(code), args)))
    ).flat();
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'The same figure for France: the total of the departments and overseas collectivities that have both figures and a population. Null if there is none, or if the statistics of the year are not loaded in full.',
  })
  nationalValue(@Root() indicator: Indicator): Indicator['nationalValue'] {
    return indicator.nationalValue;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'The value divided by the national value. Null if either is null or the national value is 0.',
  })
  ratioToNational(@Root() indicator: Indicator): Indicator['ratioToNational'] {
    return indicator.ratioToNational;
  }

  @FieldResolver(() => Territory, {
    nullable: true,
    description: 'Its territory; null for the indicator of a grouping.',
  })
  territory(@Root() { territoryCode }: Indicator): Territory | null {
    return territoryCode === null ? null : territoryOf(territoryCode);
  }

  @FieldResolver(() => Grouping, {
    nullable: true,
    description: 'Its grouping; null for the indicator of a territory.',
  })
  grouping(@Root() { groupingCode }: Indicator): Grouping | null {
    return groupingCode === null ? null : groupingOf(groupingCode);
  }
}

async function ofKnownTerritory(context: Context, code: string, args: CareOfferArgs): Promise<Indicator[]> {
  const indicators = await territoryIndicators(context, code, args);
  if (!indicators)
    throw badUserInput('territories', `\`territories\` has ${code}, which is not the code of a territory.`);
  return indicators;
}
