import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { located } from '../../kit/register/centres.ts';
import type { Context } from '../tables.ts';
import { AggregateRow } from './aggregate.entity.ts';
import { requireYear } from '../search/year.filter.ts';
import { AggregateArgs } from './aggregate.filter.ts';
import { aggregate } from './aggregate.listing.ts';

@Resolver(() => AggregateRow)
export class AggregateResolver {
  @Directive('@listSize(assumedSize: 200)')
  @Query(() => [AggregateRow], {
    nullable: true,
    description:
      'Measures of establishments by group: one row for each group, ordered by the codes of the dimensions. Closed establishments are included. Figures are summed over the establishments for which the statistics state them, so that none counts for both a legal entity and its site.',
  })
  async aggregateEstablishments(
    @Args(() => AggregateArgs) args: AggregateArgs,
    @Ctx() context: Context,
  ): ReturnType<typeof aggregate> {
    requireYear(args.year, 'year');
    return aggregate({ ...args, where: await located(context, args.where) }, context);
  }
}
