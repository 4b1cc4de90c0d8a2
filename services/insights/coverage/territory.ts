import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Territory } from '../foreign/territory.entity.ts';
import type { Context } from '../tables.ts';
import { Coverage } from './coverage.entity.ts';
import { CoverageArgs } from './coverage.filter.ts';
import { coverageOf } from './coverage.listing.ts';

@Resolver(() => Territory)
export class TerritoryCoverageResolver {
  @Directive('@cost(weight: 150)')
  @Directive('@listSize(assumedSize: 18)')
  @FieldResolver(() => [Coverage], {
    nullable: true,
    description: 'How much of each domain the hub knows in the territory.',
  })
  coverage(
    @Root() { code }: Territory,
    @Args(() => CoverageArgs) { domains }: CoverageArgs,
    @Ctx() context: Context,
  ): Promise<Coverage[] | undefined> {
    return coverageOf(context, 'territory', code, domains);
  }
}
