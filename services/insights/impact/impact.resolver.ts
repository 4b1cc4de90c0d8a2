import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { DependencyConnection } from '../dependencies/dependency.entity.ts';
import { depthWithin } from '../dependencies/dependency.filter.ts';
import { DependencyList } from '../dependencies/dependency.listing.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { alternativesTo } from './alternative.listing.ts';
import { ImpactReport, UnmetNeed, type Impact } from './impact.entity.ts';
import { affectedBy, criterion } from './affected.listing.ts';
import { stoppageOf } from './stoppage.listing.ts';
import { unmetBy, type Unmet } from './unmet-need.ts';

@Resolver(() => ImpactReport)
export class ImpactReportResolver {
  @Directive('@cost(weight: 1200)')
  @Query(() => ImpactReport, {
    nullable: true,
    description:
      'The establishments affected if a unit or an establishment stops today, and those that could take over.',
  })
  async impactAnalysis(
    @Arg('resource', () => ID, {
      description:
        'The global id of what stops: a care unit, a laboratory, a pharmacy, a kitchen, a laundry, a research structure, training posts, or an establishment with its sites and everything located there.',
    })
    resource: string,
    @Arg('maxDepth', () => Int, {
      nullable: true,
      defaultValue: 3,
      description:
        'The maximum number of ties on a path, from 1 to 6: depth 1 covers the establishments that rely on it directly.',
    })
    maxDepth: number | null,
    @Ctx() context: Context,
  ): Promise<Impact> {
    const depth = depthWithin(maxDepth ?? 3);
    const stoppage = await stoppageOf(context, resource);
    return { resource, criterion, stoppage, reached: affectedBy(context, stoppage, depth) };
  }

  @FieldResolver(() => DependencyConnection, {
    description:
      'The ties that fail: at depth 1 those of what stops, then those by which an establishment that has lost a service provides others with the same service. A unit that serves its own establishment is a tie of the establishment with itself.',
  })
  affected(@Root() { reached }: Impact, @Args(() => ForwardPageArgs) page: ForwardPageArgs): DependencyList {
    return new DependencyList(reached, page);
  }

  @FieldResolver(() => [UnmetNeed], {
    description:
      'The losses of the directly affected establishments: one for each establishment and domain, in that order.',
  })
  unmet(@Root() { stoppage }: Impact): Unmet[] {
    return unmetBy(stoppage);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether `affected` is incomplete: it has at most 1,000 ties.',
  })
  async truncated(@Root() { reached }: Impact): Promise<boolean> {
    return (await reached()).truncated;
  }
}

@Resolver(() => UnmetNeed)
export class UnmetNeedResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The affected establishment.' })
  establishment(@Root() { finess }: Unmet): Establishment {
    return establishmentOf(finess);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description:
      'The establishments that could take over at least one of the lost services, nearest first by straight-line distance, unknown locations last: sites of other units of the discipline, interpreters of the modality, laboratories with the specialty, pharmacies with the activity, operating kitchens or laundries (except those whose known capacity does not suffice for the volume), hosts of structures of the same kind, establishments that offer posts in the specialty, other information systems. What stops is excluded; the establishment itself is included if it has a unit of its own.',
  })
  async alternatives(
    @Root() unmet: Unmet,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 3,
      description: 'The maximum number of establishments; defaults to 3, at most 100.',
    })
    first: number | null,
    @Ctx() context: Context,
  ): Promise<Establishment[]> {
    return (await alternativesTo(context, unmet, first ?? 3)).map(establishmentOf);
  }
}
