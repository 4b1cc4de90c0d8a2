import { Args, Ctx, Directive, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Connection, Edge } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { ProductionUnitsArgs } from '../supply/production-unit.filter.ts';
import type { ProductionUnitRow } from '../supply/production-unit.listing.ts';
import type { Context } from '../tables.ts';
import { Kitchen } from './kitchen.entity.ts';
import { kitchens } from './kitchen.listing.ts';

@ObjectType({ description: 'A kitchen in a list.' })
class KitchenEdge extends Edge {
  @Field(() => Kitchen, { description: 'The kitchen.' })
  node!: Kitchen;
}

@ObjectType({ description: 'A list of kitchens.' })
class KitchenConnection extends Connection {
  @Field(() => [KitchenEdge], { description: "The page's kitchens, each with its cursor." })
  edges!: KitchenEdge[];

  @Field(() => [Kitchen], { description: "The page's kitchens." })
  nodes!: Kitchen[];
}

@Resolver(() => Kitchen)
export class KitchenResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => KitchenConnection, {
    nullable: true,
    name: 'kitchens',
    description: 'Central kitchens of every status, ordered by code in the hub.',
  })
  list(@Args(() => ProductionUnitsArgs) args: ProductionUnitsArgs, @Ctx() context: Context): List<ProductionUnitRow> {
    return context.list(kitchens, args);
  }
}
