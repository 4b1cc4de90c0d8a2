import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { Establishment, Identifier } from '../register/establishment.entity.ts';
import { establishments, type EstablishmentRow } from '../register/establishment.listing.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { Grouping } from './grouping.entity.ts';
import { GroupingsArgs } from './grouping.filter.ts';
import type { GroupingIdentifier } from './grouping-identifier.entity.ts';
import {
  groupingIdentifiers,
  groupingInhabitants,
  groupings,
  hasLegalPersonality,
  identifiersOf,
  inhabitantsOf,
  membersOf,
  memberships,
  type GroupingRow,
} from './grouping.listing.ts';
import type { Membership } from './membership.entity.ts';
import { MembershipsArgs } from './membership.filter.ts';
import { MembershipConnection } from './membership.resolver.ts';

@ObjectType({ description: 'A grouping in a list.' })
class GroupingEdge extends Edge {
  @Field(() => Grouping, { description: 'The grouping.' })
  node!: Grouping;
}

@ObjectType({ description: 'A list of groupings.' })
class GroupingConnection extends Connection {
  @Field(() => [GroupingEdge], { description: "The page's groupings, each with its cursor." })
  edges!: GroupingEdge[];

  @Field(() => [Grouping], { description: "The page's groupings." })
  nodes!: Grouping[];
}

@Resolver(() => Grouping)
export class GroupingResolver {
  @Query(() => Grouping, { nullable: true, description: 'The grouping with this code.' })
  grouping(
    @Arg('code', () => String, { description: 'Its code, such as `44108`.' }) code: string,
    @Ctx() context: Context,
  ): Promise<GroupingRow | null> {
    return context.find(groupings, code);
  }

  @Directive('@cost(weight: 200)')
  @Query(() => GroupingConnection, { nullable: true, name: 'groupings', description: 'Groupings, ordered by code.' })
  list(@Args(() => GroupingsArgs) args: GroupingsArgs, @Ctx() context: Context): List<GroupingRow> {
    return context.list(groupings, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() grouping: GroupingRow): string {
    return encodeNodeId('Grouping', grouping.code);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it is a legal person. Territorial groups, federations and joint managements are not.',
  })
  hasLegalPersonality(@Root() grouping: GroupingRow): boolean {
    return hasLegalPersonality(grouping);
  }

  @FieldResolver(() => [Identifier], {
    description: 'Its numbers in other registers; empty if no source states any.',
  })
  identifiers(@Root() grouping: GroupingRow, @Ctx() context: Context): Promise<GroupingIdentifier[]> {
    return context.children(groupingIdentifiers, identifiersOf(grouping));
  }

  @FieldResolver(() => Establishment, {
    nullable: true,
    description: 'Its legal entity in the register; null if it has none.',
  })
  legalEntity(@Root() grouping: GroupingRow, @Ctx() context: Context): Promise<EstablishmentRow | null> {
    return context.find(establishments, grouping.legalEntityFiness);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'The inhabitants that it serves (bassin de population): those of its communes in the latest year that a file gives (dataset `population-of-groupings`). Null if no file gives them.',
  })
  async population(@Root() grouping: GroupingRow, @Ctx() context: Context): Promise<number | null> {
    const years = await context.children(groupingInhabitants, inhabitantsOf(grouping));
    return years.at(-1)?.population ?? null;
  }

  @FieldResolver(() => MembershipConnection, { description: 'Its members on a day.' })
  members(
    @Root() grouping: GroupingRow,
    @Args(() => MembershipsArgs) { role, asOf, ...page }: MembershipsArgs,
    @Ctx() context: Context,
  ): List<Membership> {
    return context.list(memberships, { ...page, where: { role, asOf } }, membersOf(grouping));
  }

  @FieldResolver(() => Source, { description: 'The source of its description.' })
  source(@Root() grouping: GroupingRow, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, grouping.sourceCode);
  }
}
