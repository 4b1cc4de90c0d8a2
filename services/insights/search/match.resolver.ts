import { Args, Ctx, Directive, Field, FieldResolver, Float, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Connection, Edge, TotalCount } from '../../kit/reading/connection.ts';
import type { List } from '../../kit/reading/list.ts';
import { located } from '../../kit/register/centres.ts';
import { Establishment, establishmentOf } from '../foreign/establishment.entity.ts';
import type { Context } from '../tables.ts';
import { FindEstablishmentsArgs } from './cross-domain.filter.ts';
import { EstablishmentMatch } from './match.entity.ts';
import { MeasuresArgs } from './match.filter.ts';
import { distanceOf, matchesIn, measuresOf } from './match.listing.ts';
import { MeasureValue } from './measure.entity.ts';
import { MatchReason } from './reason.entity.ts';
import { reasonsOf } from './reason.listing.ts';
import { requireYear } from './year.filter.ts';

@ObjectType({ description: 'A match in a list.' })
class EstablishmentMatchEdge extends Edge {
  @Field(() => EstablishmentMatch, { description: 'The match.' })
  node!: EstablishmentMatch;
}

@ObjectType({ description: 'A list of matches.' })
class EstablishmentMatchConnection extends Connection {
  @Field(() => [EstablishmentMatchEdge], { description: "The page's matches, each with its cursor." })
  edges!: EstablishmentMatchEdge[];

  @Field(() => [EstablishmentMatch], { description: "The page's matches." })
  nodes!: EstablishmentMatch[];

  @TotalCount(4000)
  override totalCount!: number;
}

@Resolver(() => EstablishmentMatch)
export class EstablishmentMatchResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => EstablishmentMatchConnection, {
    nullable: true,
    description:
      'Establishments of both levels, including closed ones, that meet conditions spanning several domains. Conditions on the present, such as memberships and contracts, use the current day in Paris.',
  })
  async findEstablishments(
    @Args(() => FindEstablishmentsArgs) { orderBy, where, ...args }: FindEstablishmentsArgs,
    @Ctx() context: Context,
  ): Promise<List<Pick<EstablishmentMatch, 'finess'>>> {
    const orders = (orderBy ?? []).map(({ measure, direction }) => ({ field: measure, direction }));
    return context.list(matchesIn(orders), { ...args, where: await located(context, where), orderBy: orders });
  }

  @FieldResolver(() => Establishment, { nullable: true, description: 'The establishment.' })
  establishment(@Root() { finess }: EstablishmentMatch): Establishment {
    return establishmentOf(finess);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Its distance along the ground from the centre of `near`, in kilometres. Null if the whole `where` does not require `near`.',
  })
  distanceKm(@Root() match: EstablishmentMatch, @Ctx() context: Context): Promise<number | null> {
    return distanceOf(context, match);
  }

  @Directive('@cost(weight: 100)')
  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [MatchReason], {
    description:
      'By which facts it meets the conditions that span domains, in the order of their names: at most ten for each. Those of several `OR` are told together; a condition under `NOT` has none, as no fact meets it.',
  })
  matchedBy(@Root() match: EstablishmentMatch, @Ctx() context: Context): Promise<MatchReason[]> {
    return reasonsOf(context, match);
  }

  @FieldResolver(() => [MeasureValue], {
    description: 'Its measures, in the order of the codes. The measures of a legal entity include those of its sites.',
  })
  measures(
    @Root() match: EstablishmentMatch,
    @Args(() => MeasuresArgs) { codes, year }: MeasuresArgs,
    @Ctx() context: Context,
  ): Promise<MeasureValue[]> {
    return measuresOf(match, codes, requireYear(year, 'year'), context);
  }
}

@Resolver(() => MatchReason)
export class MatchReasonResolver {
  @FieldResolver(() => Establishment, {
    nullable: true,
    description:
      'The establishment of the fact: a site of the match, the site of the laboratory that it shares, the provider of the tie.',
  })
  by(@Root() { byFiness }: MatchReason): Establishment | null {
    return byFiness === null ? null : establishmentOf(byFiness);
  }
}
