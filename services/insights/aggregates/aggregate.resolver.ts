import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Context } from '../tables.ts';
import { AggregateRow } from './aggregate.entity.ts';
import { AggregateArgs, checkAggregateArgs } from './aggregate.filter.ts';
import { aggregate } from './aggregate.listing.ts';

@Resolver(() => AggregateRow)
export class AggregateResolver {
  @Directive('@listSize(assumedSize: 200)')
  @Query(() => [AggregateRow], {
    nullable: true,
    description:
      'Measures over establishments, grouped: one row a group, ordered by the codes of the dimensions. Closed establishments are included. Figures are summed over the establishments that the statistics give them of, never over a legal entity and its sites both.',
  })
  aggregateEstablishments(
    @Args(() => AggregateArgs) args: AggregateArgs,
    @Ctx() context: Context,
  ): Promise<AggregateRow[]> {
    checkAggregateArgs(args);
    return aggregate(args, context);
  }
}
