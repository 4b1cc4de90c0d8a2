import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge, ForwardPageArgs, TotalCount } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { encodeNodeId } from '../../kit/reading/node-id.ts';
import { registerCode } from '../../kit/reading/register-code.ts';
import { Source } from '../sources/source.entity.ts';
import { sources } from '../sources/source.listing.ts';
import type { Context } from '../tables.ts';
import { Territory } from './territory.entity.ts';
import { PopulationArgs, TerritoriesArgs } from './territory.filter.ts';
import { childrenOf, populationOf, territories, type TerritoryRow } from './territory.listing.ts';

@ObjectType({ description: 'A territory in a list.' })
class TerritoryEdge extends Edge {
  @Field(() => Territory, { description: 'The territory.' })
  node!: Territory;
}

@ObjectType({ description: 'A list of territories.' })
class TerritoryConnection extends Connection {
  @Field(() => [TerritoryEdge], { description: "The page's territories, each with its cursor." })
  edges!: TerritoryEdge[];

  @Field(() => [Territory], { description: "The page's territories." })
  nodes!: Territory[];

  @TotalCount(400)
  override totalCount!: number;
}

@Resolver(() => Territory)
export class TerritoryResolver {
  @Query(() => Territory, { nullable: true, description: 'The territory with this code.' })
  territory(
    @Arg('code', () => String, { description: 'Its code, such as `57`, `57463` or `REG-44`.' }) code: string,
    @Ctx() context: Context,
  ): Promise<TerritoryRow | null> {
    return context.find(territories, registerCode(code));
  }

  @Query(() => TerritoryConnection, {
    nullable: true,
    name: 'territories',
    description: 'Territories, ordered by code.',
  })
  list(@Args(() => TerritoriesArgs) args: TerritoriesArgs, @Ctx() context: Context): List<TerritoryRow> {
    return context.list(territories, args);
  }

  @FieldResolver(() => ID, { description: 'An opaque id, unique in the whole graph.' })
  id(@Root() territory: TerritoryRow): string {
    return encodeNodeId('Territory', territory.code);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Its inhabitants in a year (INSEE municipal population); null if unknown.',
  })
  population(
    @Root() territory: TerritoryRow,
    @Args(() => PopulationArgs) { year }: PopulationArgs,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return populationOf(context, territory, year);
  }

  @FieldResolver(() => Territory, {
    nullable: true,
    description: 'The territory one level above: the department of a commune, the region of a department.',
  })
  parent(@Root() territory: TerritoryRow, @Ctx() context: Context): Promise<TerritoryRow | null> {
    return context.find(territories, territory.parentCode);
  }

  @FieldResolver(() => TerritoryConnection, { description: 'The territories one level below, ordered by code.' })
  children(
    @Root() territory: TerritoryRow,
    @Args(() => ForwardPageArgs) args: ForwardPageArgs,
    @Ctx() context: Context,
  ): List<TerritoryRow> {
    return context.list(territories, args, childrenOf(territory));
  }

  @FieldResolver(() => Source, { description: 'The source of its place in the division.' })
  source(@Root() territory: TerritoryRow, @Ctx() context: Context): Promise<Source | null> {
    return context.find(sources, territory.sourceCode);
  }
}
