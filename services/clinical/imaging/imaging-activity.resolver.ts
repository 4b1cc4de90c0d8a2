import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { ImagingActivity } from './imaging-activity.entity.ts';
import { ImagingActivityArgs } from './imaging-activity.filter.ts';
import { imagingActivities } from './imaging-activity.listing.ts';

@ObjectType({ description: 'An imaging activity in a list.' })
class ImagingActivityEdge extends Edge {
  @Field(() => ImagingActivity, { description: 'The imaging activity.' })
  node!: ImagingActivity;
}

@ObjectType({ description: 'A list of imaging activities.' })
class ImagingActivityConnection extends Connection {
  @Field(() => [ImagingActivityEdge], { description: "The page's imaging activities, each with its cursor." })
  edges!: ImagingActivityEdge[];

  @Field(() => [ImagingActivity], { description: "The page's imaging activities." })
  nodes!: ImagingActivity[];
}

@Resolver(() => ImagingActivity)
export class ImagingActivityResolver {
  @Query(() => ImagingActivityConnection, {
    nullable: true,
    name: 'imagingActivity',
    description: 'Imaging devices and exams by establishment, year and modality (SAE).',
  })
  list(@Args(() => ImagingActivityArgs) args: ImagingActivityArgs, @Ctx() context: Context): List<ImagingActivity> {
    return context.list(imagingActivities, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() activity: ImagingActivity): string {
    return encodeNodeId('ImagingActivity', activity.id);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that the figures describe, usually a site.',
  })
  establishment(@Root() activity: ImagingActivity): Establishment {
    return establishmentOf(activity.establishmentFiness);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() activity: ImagingActivity): Source {
    return sourceOf(activity.sourceCode);
  }
}
