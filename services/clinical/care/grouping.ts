import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Grouping } from '../foreign/grouping.entity.ts';
import type { Context } from '../tables.ts';
import { GroupingCareActivity } from './care-activity.entity.ts';
import { careActivitiesIn, groupingCareActivities } from './care-activity.listing.ts';

@Resolver(() => Grouping)
export class GroupingCareResolver {
  @FieldResolver(() => [GroupingCareActivity], {
    nullable: true,
    description:
      'The capacity and activity of all its members by year and discipline, as totalled by the statistics (SAE, table GHT).',
  })
  careActivity(
    @Root() grouping: Grouping,
    @Arg('years', () => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
    years: number[] | null,
    @Ctx() context: Context,
  ): Promise<GroupingCareActivity[]> {
    return context.children(groupingCareActivities, careActivitiesIn(grouping), { years });
  }
}
