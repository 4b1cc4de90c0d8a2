import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { DependencyConnection } from './dependency.entity.ts';
import { DependenciesArgs, depthWithin } from './dependency.filter.ts';
import { DependencyList } from './dependency.listing.ts';
import { dependenciesOf } from './reached-tie.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentDependenciesResolver {
  @Directive('@cost(weight: 20)')
  @FieldResolver(() => DependencyConnection, {
    nullable: true,
    description:
      'On whom it relies, or who relies on it, directly and through others; for a legal entity, its sites included. Each tie comes once, by its shortest path. What binds a legal entity is not handed down to its sites.',
  })
  dependencies(
    @Root() { finess }: Establishment,
    @Args(() => DependenciesArgs) { direction, domains, asOf, maxDepth, ...page }: DependenciesArgs,
    @Ctx() context: Context,
  ): DependencyList {
    const depth = depthWithin(maxDepth);
    return new DependencyList(() => dependenciesOf(context, finess, { direction, domains, asOf }, depth), page);
  }
}
