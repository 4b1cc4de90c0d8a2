import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import { Grouping, groupingOf } from '../foreign/grouping.entity.ts';
import { CareActivity, GroupingCareActivity } from './care-activity.entity.ts';

@Resolver(() => CareActivity)
export class CareActivityResolver {
  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that the figures describe, usually a site.',
  })
  establishment(@Root() activity: CareActivity): Establishment {
    return establishmentOf(activity.establishmentFiness);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() activity: CareActivity): Source {
    return sourceOf(activity.sourceCode);
  }
}

@Resolver(() => GroupingCareActivity)
export class GroupingCareActivityResolver {
  @FieldResolver(() => Grouping, { nullable: true, description: 'The territorial group that the figures describe.' })
  grouping(@Root() activity: GroupingCareActivity): Grouping {
    return groupingOf(activity.groupingCode);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() activity: GroupingCareActivity): Source {
    return sourceOf(activity.sourceCode);
  }
}
