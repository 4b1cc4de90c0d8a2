import { Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Establishment } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { DependencyConnection } from './dependency.entity.ts';
import { DependenciesArgs, depthWithin } from './dependency.filter.ts';
import { DependencyList } from './dependency.listing.ts';
import { dependenciesOf } from './reached-tie.listing.ts';

@Resolver(() => Establishment)
export class EstablishmentDependenciesResolver {
  @Directive('@cost(weight: 400)')
  @FieldResolver(() => DependencyConnection, {
    nullable: true,
    description:
      'Its providers or consumers, direct and indirect; for a legal entity, including those of its sites. Each tie is listed once, with its shortest path. Ties of a legal entity do not count for its sites.',
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
