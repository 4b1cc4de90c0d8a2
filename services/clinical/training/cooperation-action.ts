import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { CooperationAction } from '../foreign/cooperation-action.entity.ts';
import type { Context } from '../tables.ts';
import { TrainingPost } from './training-post.entity.ts';
import { trainingPosts, trainingPostsOn, type TrainingPostRow } from './training-post.listing.ts';

@Resolver(() => CooperationAction)
export class CooperationActionTrainingResolver {
  @FieldResolver(() => [TrainingPost], { nullable: true, description: 'The training posts that are based on it.' })
  trainingPosts(@Root() action: CooperationAction, @Ctx() context: Context): Promise<TrainingPostRow[]> {
    return context.children(trainingPosts, trainingPostsOn(action));
  }
}
