import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Grouping } from '../foreign/grouping.entity.ts';
import type { Context } from '../tables.ts';
import { Coverage } from './coverage.entity.ts';
import { CoverageArgs } from './coverage.filter.ts';
import { coverageOf } from './coverage.listing.ts';

@Resolver(() => Grouping)
export class GroupingCoverageResolver {
  @Directive('@cost(weight: 150)')
  @Directive('@listSize(assumedSize: 18)')
  @FieldResolver(() => [Coverage], {
    nullable: true,
    description: 'How much of each domain the hub knows of the grouping, its members and their sites.',
  })
  coverage(
    @Root() { code }: Grouping,
    @Args(() => CoverageArgs) { domains }: CoverageArgs,
    @Ctx() context: Context,
  ): Promise<Coverage[] | undefined> {
    return coverageOf(context, 'grouping', code, domains);
  }
}
