import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { Coverage } from './coverage.entity.ts';
import { CoverageArgs } from './coverage.filter.ts';
import { coverageOf } from './coverage.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentCoverageResolver {
  @Directive('@cost(weight: 150)')
  @Directive('@listSize(assumedSize: 18)')
  @FieldResolver(() => [Coverage], {
    nullable: true,
    description: 'How much of each domain the hub knows of the establishment; of a legal entity, with its sites.',
  })
  coverage(
    @Root() { finess }: Establishment,
    @Args(() => CoverageArgs) { domains }: CoverageArgs,
    @Ctx() context: Context,
  ): Promise<Coverage[] | undefined> {
    return coverageOf(context, 'establishment', finess, domains);
  }
}
