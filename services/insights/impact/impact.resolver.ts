import { Arg, Args, Ctx, Directive, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ForwardPageArgs } from '../../kit/reading/connection.ts';
import { DependencyConnection } from '../dependencies/dependency.entity.ts';
import { depthWithin } from '../dependencies/dependency.filter.ts';
import { DependencyList } from '../dependencies/dependency.listing.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { alternativesTo } from './alternative.listing.ts';
import { ImpactReport, UnmetNeed, type Impact } from './impact.entity.ts';
import { affectedBy } from './affected.listing.ts';
import { stoppageOf } from './stoppage.listing.ts';
import { unmetBy, type Unmet } from './unmet-need.ts';

@Resolver(() => ImpactReport)
export class ImpactReportResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => ImpactReport, {
    nullable: true,
    description: 'Who is hit, and who could take over, when a unit or an establishment stops today.',
  })
  async impactAnalysis(
    @Arg('resource', () => ID, {
      description:
        'The global id of what stops: a care unit, a laboratory, a pharmacy, a kitchen, a laundry, a research structure, training posts, or an establishment, with its sites and all that stands there.',
    })
    resource: string,
    @Arg('maxDepth', () => Int, {
      nullable: true,
      defaultValue: 3,
      description: 'In how many steps at most, from 1 to 6, its loss is followed: 1 for those who rely on it directly.',
    })
    maxDepth: number | null,
    @Ctx() context: Context,
  ): Promise<Impact> {
    const depth = depthWithin(maxDepth ?? 3);
    const stoppage = await stoppageOf(context, resource);
    return { resource, stoppage, reached: affectedBy(context, stoppage, depth) };
  }

  @FieldResolver(() => DependencyConnection, {
    description:
      'The ties that fail: those that rest on what stops, at depth 1, then those whose provider has lost one. A unit that serves its own establishment is a tie of it with itself.',
  })
  affected(@Root() { reached }: Impact, @Args(() => ForwardPageArgs) page: ForwardPageArgs): DependencyList {
    return new DependencyList(reached, page);
  }

  @FieldResolver(() => [UnmetNeed], {
    description: 'What those who are hit directly lose: one for each establishment and domain, in that order.',
  })
  unmet(@Root() { stoppage }: Impact): Unmet[] {
    return unmetBy(stoppage);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether more fails than `affected` tells, which ends with the thousandth tie.',
  })
  async truncated(@Root() { reached }: Impact): Promise<boolean> {
    return (await reached()).truncated;
  }
}

@Resolver(() => UnmetNeed)
export class UnmetNeedResolver {
  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment that is hit.' })
  establishment(@Root() { finess }: Unmet): Establishment {
    return establishmentOf(finess);
  }

  @FieldResolver(() => [Establishment], {
    nullable: true,
    description:
      'Establishments that could take over one of the lost services at least, the nearest first as the crow flies, those without a known place last: the sites of other units of the discipline, interpreters of the modality, laboratories with the specialty, pharmacies with the activity, operating kitchens or laundries (not those whose known capacity has no room left for the volume), hosts of structures of the same kind, those who offer posts in the specialty, other information systems. What stops is never among them; the establishment itself may be, with a unit of its own.',
  })
  async alternatives(
    @Root() unmet: Unmet,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 3,
      description: 'How many at most: 3 unless told, 100 at most.',
    })
    first: number | null,
    @Ctx() context: Context,
  ): Promise<Establishment[]> {
    return (await alternativesTo(context, unmet, first ?? 3)).map(establishmentOf);
  }
}
