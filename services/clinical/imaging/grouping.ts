import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Grouping, groupingOf } from '../foreign/grouping.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { groupingImagingActivities, imagingActivitiesIn } from './grouping-imaging-activity.listing.ts';
import { GroupingImagingActivity } from './imaging-activity.entity.ts';

@Resolver(() => Grouping)
export class GroupingImagingResolver {
  @FieldResolver(() => [GroupingImagingActivity], {
    nullable: true,
    description:
      'The imaging devices of all its members by year and modality, as totalled by the statistics (SAE, table GHT).',
  })
  imagingActivity(
    @Root() grouping: Grouping,
    @Arg('years', () => [Int], { nullable: true, description: 'Only these years; defaults to all.' })
    years: number[] | null,
    @Ctx() context: Context,
  ): Promise<GroupingImagingActivity[]> {
    return context.children(groupingImagingActivities, imagingActivitiesIn(grouping), { years });
  }
}

@Resolver(() => GroupingImagingActivity)
export class GroupingImagingActivityResolver {
  @FieldResolver(() => Grouping, { nullable: true, description: 'The territorial group that the figures describe.' })
  grouping(@Root() activity: GroupingImagingActivity): Grouping {
    return groupingOf(activity.groupingCode);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() activity: GroupingImagingActivity): Source {
    return sourceOf(activity.sourceCode);
  }
}
