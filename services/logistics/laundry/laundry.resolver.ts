import { Args, Ctx, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { ProductionUnitsArgs } from '../supply/production-unit.filter.ts';
import type { ProductionUnitRow } from '../supply/production-unit.listing.ts';
import type { Context } from '../tables.ts';
import { Laundry } from './laundry.entity.ts';
import { laundries } from './laundry.listing.ts';

@ObjectType({ description: 'A laundry in a list.' })
class LaundryEdge extends Edge {
  @Field(() => Laundry, { description: 'The laundry.' })
  node!: Laundry;
}

@ObjectType({ description: 'A list of laundries.' })
class LaundryConnection extends Connection {
  @Field(() => [LaundryEdge], { description: "The page's laundries, each with its cursor." })
  edges!: LaundryEdge[];

  @Field(() => [Laundry], { description: "The page's laundries." })
  nodes!: Laundry[];
}

@Resolver(() => Laundry)
export class LaundryResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => LaundryConnection, {
    nullable: true,
    name: 'laundries',
    description: 'Laundries of every status, ordered by code in the hub.',
  })
  list(@Args(() => ProductionUnitsArgs) args: ProductionUnitsArgs, @Ctx() context: Context): List<ProductionUnitRow> {
    return context.list(laundries, args);
  }
}
