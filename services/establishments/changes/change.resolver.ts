import { Args, Ctx, Directive, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { Node } from '../../kit/reading/node-id.ts';
import { Establishment } from '../register/establishment.entity.ts';
import { establishments, type EstablishmentRow } from '../register/establishment.listing.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { actorOf, ChangeActor } from './actor.entity.ts';
import { Change, FieldChange } from './change.entity.ts';
import { ChangesArgs, readerOf } from './change.filter.ts';
import { changes } from './change.listing.ts';
import { cursorAt } from '../../kit/reading/commit-order.ts';
import { fieldsOf } from './confidential.ts';
import { idOf, objectOf } from './existence.ts';
import { requireLog } from './log.ts';

@ObjectType({ description: 'A change in a list.' })
class ChangeEdge extends Edge {
  @Field(() => Change, { description: 'The change.' })
  node!: Change;
}

@ObjectType({ description: 'A list of changes.' })
class ChangeConnection extends Connection {
  @Field(() => [ChangeEdge], { description: "The page's changes, each with its cursor." })
  edges!: ChangeEdge[];

  @Field(() => [Change], { description: "The page's changes." })
  nodes!: Change[];
}

@Resolver(() => Change)
export class ChangeResolver {
  @Directive('@cost(weight: 20)')
  @Query(() => ChangeConnection, {
    nullable: true,
    description:
      'What changed, in the order in which it was committed, oldest first. A caller that has just written sees it. A cursor stays valid for as long as the log tells of what followed (400 days unless the hub states otherwise); an expired one is refused (`BAD_USER_INPUT`) with where to start again. Fields that are for partner institutions are left out, and changes of nothing else, unless they concern the caller or its token has the scope `partner:all`. `NOT_FOUND` where the hub keeps no change log.',
  })
  async changes(
    @Args(() => ChangesArgs) { where, ...page }: ChangesArgs,
    @Ctx() context: Context,
  ): Promise<List<Change>> {
    await requireLog(context, page.after);
    return context.list(changes, { ...page, where: { ...where, reader: readerOf(context.caller) } });
  }

  @FieldResolver(() => String, { description: 'Its place in the log, for `after`.' })
  cursor(@Root() change: Change): string {
    return cursorAt(change);
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description: 'The object as it is now; null if it is gone, or has no id.',
  })
  object(@Root() change: Change, @Ctx() context: Context): Promise<object | null> {
    return objectOf(context, change);
  }

  @FieldResolver(() => ID, { nullable: true, description: 'Its global id; null if objects of its type have none.' })
  id(@Root() change: Change): string | null {
    return idOf(change);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description:
      'The establishments that it concerns, ordered by FINESS number: those that the object names, before or after, and the parties of what it belongs to. Those that the hub no longer knows are left out.',
  })
  async establishments(@Root() change: Change, @Ctx() context: Context): Promise<EstablishmentRow[]> {
    const found = await Promise.all(change.establishments.map((finess) => context.find(establishments, finess)));
    return found.filter((establishment) => establishment !== null);
  }

  @FieldResolver(() => [FieldChange], {
    description:
      'What became of its fields: of a new object, those that have a value; of one that is gone, those that had one.',
  })
  fields(@Root() change: Change, @Ctx() context: Context): Promise<FieldChange[]> {
    return fieldsOf(context, change);
  }

  @FieldResolver(() => ChangeActor, { description: 'Who changed it.' })
  by(@Root() change: Change): ChangeActor {
    return actorOf(change);
  }
}

@Resolver(() => ChangeActor)
export class ChangeActorResolver {
  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'The institution that wrote it; null for imports and the operator.',
  })
  institution(@Root() { finess }: ChangeActor, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, finess);
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source of what was imported; null if unknown.' })
  source(@Root() { sourceCode }: ChangeActor, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, sourceCode);
  }
}
