import { Args, Ctx, Field, FieldResolver, Float, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { coding, CodeSystem, Coding } from '../../kit/vocabulary/coding.ts';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { actionOf, CooperationAction } from '../foreign/cooperation-action.entity.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { TrainingPost } from './training-post.entity.ts';
import { TrainingPostsArgs } from './training-post.filter.ts';
import { trainingPosts, type TrainingPostRow } from './training-post.listing.ts';

@ObjectType({ description: 'Training posts in a list.' })
class TrainingPostEdge extends Edge {
  @Field(() => TrainingPost, { description: 'The training posts.' })
  node!: TrainingPost;
}

@ObjectType({ description: 'A list of training posts.' })
export class TrainingPostConnection extends Connection {
  @Field(() => [TrainingPostEdge], { description: "The page's training posts, each with its cursor." })
  edges!: TrainingPostEdge[];

  @Field(() => [TrainingPost], { description: "The page's training posts." })
  nodes!: TrainingPost[];
}

@Resolver(() => TrainingPostConnection)
export class TrainingPostConnectionResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'The share of posts that are filled, from 0 to 1, over the whole list rather than its page; null if no post is open.',
  })
  fillRate(@Root() list: List<TrainingPostRow>): Promise<number | null> {
    return list.measure('fillRate');
  }
}

@Resolver(() => TrainingPost)
export class TrainingPostResolver {
  @Query(() => TrainingPostConnection, {
    nullable: true,
    name: 'trainingPosts',
    description: 'Training posts of all semesters, ordered by code in the hub.',
  })
  list(@Args(() => TrainingPostsArgs) args: TrainingPostsArgs, @Ctx() context: Context): List<TrainingPostRow> {
    return context.list(trainingPosts, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() post: TrainingPostRow): string {
    return encodeNodeId('TrainingPost', post.code);
  }

  @FieldResolver(() => Coding, {
    description:
      'The specialty that interns train for, as a specialty of the medical profession (spécialité ordinale).',
  })
  specialty(@Root() { specialtyCode, specialtyLabel }: TrainingPostRow): Coding {
    return coding(CodeSystem.specialty, specialtyCode, specialtyLabel);
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The site where the posts are located.' })
  site(@Root() post: TrainingPostRow): Establishment {
    return establishmentOf(post.siteFiness);
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The establishment that offers the posts, usually a legal entity; null if unknown.',
  })
  offeredBy(@Root() { offeredByFiness }: TrainingPostRow): Establishment | null {
    return offeredByFiness === null ? null : establishmentOf(offeredByFiness);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description: 'The establishments among which interns rotate within the semester, ordered by FINESS number.',
  })
  rotatesWith(@Root() post: TrainingPostRow): Establishment[] {
    return post.rotatesWith.map(establishmentOf);
  }

  @FieldResolver(() => CooperationAction, {
    nullable: true,
    description: 'The cooperation action that they are based on.',
  })
  action(@Root() post: TrainingPostRow): CooperationAction | null {
    return actionOf(post.actionReference);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of the figures.' })
  source(@Root() post: TrainingPostRow): Source {
    return sourceOf(post.sourceCode);
  }
}
