import { Args, Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { Establishment } from '../register/establishment.entity.ts';
import type { EstablishmentRow } from '../register/establishment.listing.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { RegisterEvent } from './register-event.entity.ts';
import { eventsOf, registerEvents, RegisterEventsArgs } from './register-event.listing.ts';

@ObjectType({ description: 'An event of the register in a list.' })
class RegisterEventEdge extends Edge {
  @Field(() => RegisterEvent, { description: 'The event.' })
  node!: RegisterEvent;
}

@ObjectType({ description: 'A list of events of the register.' })
class RegisterEventConnection extends Connection {
  @Field(() => [RegisterEventEdge], { description: "The page's events, each with its cursor." })
  edges!: RegisterEventEdge[];

  @Field(() => [RegisterEvent], { description: "The page's events." })
  nodes!: RegisterEvent[];
}

@Resolver(() => RegisterEvent)
export class RegisterEventResolver {
  @FieldResolver(() => Source, { nullable: true, description: 'The file of FINESS+ that lists it.' })
  source(@Root() event: RegisterEvent, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, event.sourceCode);
  }
}

@Resolver(() => Establishment)
export class EstablishmentEventsResolver {
  @FieldResolver(() => RegisterEventConnection, {
    description:
      'The events that FINESS+ lists with it and with the activities that it holds or exercises, in the order of their numbers. Empty if no file of FINESS+ was loaded that lists it.',
  })
  registerEvents(
    @Root() establishment: EstablishmentRow,
    @Args(() => RegisterEventsArgs) { code, ...page }: RegisterEventsArgs,
    @Ctx() context: Context,
  ): List<RegisterEvent> {
    return context.list(registerEvents, { ...page, where: { code } }, eventsOf(establishment));
  }
}
