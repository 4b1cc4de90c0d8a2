import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Source, sourceOf } from '../foreign/source.entity.ts';
import type { Context } from '../tables.ts';
import { StudyCentre } from './study-centre.entity.ts';
import { centresOf, studyCentres } from './study-centre.listing.ts';
import { Study } from './study.entity.ts';
import { StudiesArgs } from './study.filter.ts';
import { studies, type StudyRow } from './study.listing.ts';

@ObjectType({ description: 'A study in a list.' })
class StudyEdge extends Edge {
  @Field(() => Study, { description: 'The study.' })
  node!: Study;
}

@ObjectType({ description: 'A list of studies.' })
export class StudyConnection extends Connection {
  @Field(() => [StudyEdge], { description: "The page's studies, each with its cursor." })
  edges!: StudyEdge[];

  @Field(() => [Study], { description: "The page's studies." })
  nodes!: Study[];
}

@Resolver(() => Study)
export class StudyResolver {
  @Query(() => StudyConnection, {
    nullable: true,
    name: 'studies',
    description: 'Studies, ordered by code in the hub.',
  })
  list(@Args(() => StudiesArgs) args: StudiesArgs, @Ctx() context: Context): List<StudyRow> {
    return context.list(studies, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() study: StudyRow): string {
    return encodeNodeId('Study', study.code);
  }

  @FieldResolver(() => [StudyCentre], {
    description: 'Its participants, ordered by code in the hub. An establishment is listed once for each of its roles.',
  })
  centres(@Root() study: StudyRow, @Ctx() context: Context): Promise<StudyCentre[]> {
    return context.children(studyCentres, centresOf(study));
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of its description.' })
  source(@Root() study: StudyRow): Source {
    return sourceOf(study.sourceCode);
  }
}
