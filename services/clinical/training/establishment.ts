import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { List } from '../../kit/reading/list.ts';
import { ForParties } from '../../kit/subgraph/parties.ts';
import { ForPartners } from '../../kit/subgraph/partners.ts';
import { DateScalar } from '../../kit/vocabulary/scalars.ts';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { InternCensus } from './intern-census.entity.ts';
import { internCensuses, internCensusesOf } from './intern-census.listing.ts';
import { EstablishmentTrainingPostsArgs } from './training-post.filter.ts';
import { trainingPosts, trainingPostsOf, type TrainingPostRow } from './training-post.listing.ts';
import { TrainingPostConnection } from './training-post.resolver.ts';
import { WorkforceNeed } from './workforce-need.entity.ts';
import { workforceNeeds, workforceNeedsOf, type WorkforceNeedRow } from './workforce-need.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentTrainingResolver {
  @FieldResolver(() => TrainingPostConnection, {
    nullable: true,
    description: 'The training posts that are located here, or that it offers.',
  })
  trainingPosts(
    @Root() establishment: Establishment,
    @Args(() => EstablishmentTrainingPostsArgs) args: EstablishmentTrainingPostsArgs,
    @Ctx() context: Context,
  ): List<TrainingPostRow> {
    return context.list(trainingPosts, args, trainingPostsOf(establishment));
  }

  @FieldResolver(() => [InternCensus], {
    nullable: true,
    description:
      'Its interns by year (SAE, table Q22); of a legal entity, the sum over its sites in that year, of which those count that state a figure.',
  })
  internCensus(
    @Root() establishment: Establishment,
    @Arg('years', () => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
    years: number[] | null,
    @Ctx() context: Context,
  ): Promise<InternCensus[]> {
    return context.children(internCensuses, internCensusesOf(establishment), { years });
  }

  @ForPartners()
  @ForParties(({ finess }: Establishment) => ({ establishments: [finess] }))
  @FieldResolver(() => [WorkforceNeed], {
    nullable: true,
    description: 'The practitioners that it needed and had on a day, by specialty. For the institution itself.',
  })
  workforceNeeds(
    @Root() establishment: Establishment,
    @Arg('asOf', () => DateScalar, {
      nullable: true,
      description: 'Only the needs of this day; defaults to today.',
    })
    asOf: string | null,
    @Ctx() context: Context,
  ): Promise<WorkforceNeedRow[]> {
    return context.children(workforceNeeds, workforceNeedsOf(establishment), { asOf });
  }
}
